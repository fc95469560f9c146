package dev.laneledger.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Against the JDK's own parser, held to the one form. */
class TimestampTest {
  private static final Pattern FORM =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z");
  private static final String GOOD = "2024-02-29T23:59:59.999Z";
  private static final String CHARACTERS = "0123456789-:.TZ+ ٣";

  @Test
  void the_last_days_of_months_and_leap_years_are_told() {
    assertThat(Timestamp.isValid(GOOD)).isTrue();
    for (String bad :
        new String[] {
          "2023-02-29T00:00:00.000Z",
          "1900-02-29T00:00:00.000Z",
          "2024-04-31T00:00:00.000Z",
          "2024-00-10T00:00:00.000Z",
          "2024-13-10T00:00:00.000Z",
          "2024-01-00T00:00:00.000Z",
          "2024-01-01T24:00:00.000Z",
          "2024-01-01T00:60:00.000Z",
          "2024-01-01T00:00:60.000Z",
          "2024-01-01T00:00:00.00Z",
          "2024-01-01T00:00:00.0000Z",
          ""
        }) {
      assertThat(Timestamp.isValid(bad)).as(bad).isFalse();
    }
    assertThat(Timestamp.isValid("2000-02-29T00:00:00.000Z")).isTrue();
  }

  @Test
  void a_text_with_changed_characters_is_valid_exactly_if_the_parser_takes_it() {
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(GOOD);
      for (int change = 0; change <= random.nextInt(3); change++) {
        char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        text.setCharAt(random.nextInt(text.length()), other);
      }
      assertThat(Timestamp.isValid(text.toString())).as(text.toString()).isEqualTo(parses(text));
    }
  }

  private static boolean parses(CharSequence text) {
    try {
      Instant.parse(text);
      return FORM.matcher(text).matches();
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
