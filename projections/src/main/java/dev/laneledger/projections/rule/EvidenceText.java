package dev.laneledger.projections.rule;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Evidence as text. It is text if its media type says so, or if it is UTF-8 without NUL or UTF-16
 * with a byte order mark. What is searched for is ASCII, so bytes that are no valid UTF-8 hide
 * nothing; nor do the escapes of JSON.
 */
final class EvidenceText {
  /** Longer text is not searched, and so is refused: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  private static final Pattern TEXT_TYPE =
      Pattern.compile(
          "(?i)\\s*(text/.*|application/([^;]*[+.])?(json|xml|yaml|sql|x-ndjson|javascript)\\b.*)",
          Pattern.DOTALL);

  private final byte[] bytes;
  private final boolean text;

  EvidenceText(byte[] bytes, String mediaType) {
    this.bytes = bytes;
    this.text =
        TEXT_TYPE.matcher(mediaType).matches()
            || isUtf16()
            || decoded(StandardCharsets.UTF_8).filter(s -> s.indexOf(0) < 0).isPresent();
  }

  boolean tooLong() {
    return text && bytes.length > MAX_BYTES;
  }

  /** The words that claim an authority; none of what is not text. */
  List<String> claims() {
    if (!text || tooLong()) {
      return List.of();
    }
    String plain = new String(bytes, StandardCharsets.ISO_8859_1);
    String wide = isUtf16() ? decoded(StandardCharsets.UTF_16).orElse("") : "";
    return ClaimWords.words(plain, wide, unescaped());
  }

  private boolean isUtf16() {
    boolean marked =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
    return marked && decoded(StandardCharsets.UTF_16).isPresent();
  }

  private Optional<String> decoded(Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private String unescaped() {
    try {
      return new String(CanonicalJson.canonicalize(bytes), StandardCharsets.UTF_8);
    } catch (JsonRefusedException e) {
      return "";
    }
  }
}
