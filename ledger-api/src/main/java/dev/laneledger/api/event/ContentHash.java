package dev.laneledger.api.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * What something was at one moment: 64 lower-case hex digits of a SHA-256, or {@code ABSENT} for
 * what did not exist.
 */
public record ContentHash(String text) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}|ABSENT");

  public static final ContentHash ABSENT = new ContentHash("ABSENT");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ContentHash {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a content hash must be 64 lower-case hex digits or ABSENT, but was: " + text);
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}
