package dev.laneledger.app.signing;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger knows of a bearer token, which is not the token. One line of {@code tokens.sha256}
 * behind the hash: {@code principal name created expires}, fields two spaces apart, a dash where
 * there is none; a line of earlier versions has the principal only.
 *
 * @param principal {@code role:name} that it stands for
 * @param name what people call it: {@code [A-Za-z0-9._-]{1,64}}; "-" for none
 * @param created null: not known
 * @param expires from then on it admits nobody; null: never
 */
public record Token(
    String principal, String name, @Nullable Instant created, @Nullable Instant expires) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String NONE = "-";

  /**
   * @throws IllegalArgumentException if the name has another form
   */
  public Token {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a token's name must be 1 to 64 of A-Z a-z 0-9 . _ -, but is: " + name);
    }
  }

  /** Whether it admits its principal at that moment. */
  public boolean isValid(Instant now) {
    return expires == null || now.isBefore(expires);
  }

  static Token parse(String text) {
    String[] parts = text.split("  ", -1);
    if (parts.length == 1) {
      return new Token(parts[0], NONE, null, null);
    }
    if (parts.length != 4) {
      throw new IllegalArgumentException("4 fields, but " + parts.length);
    }
    return new Token(parts[0], parts[1], instant(parts[2]), instant(parts[3]));
  }

  String format() {
    return String.join("  ", principal, name, text(created), text(expires));
  }

  private static @Nullable Instant instant(String text) {
    return text.equals(NONE) ? null : Instant.parse(text);
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? NONE : instant.toString();
  }
}
