package dev.laneledger.api.canonical;

import dev.laneledger.api.canonical.JsonRefusedException.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** From bytes to Jackson's tokens, strictly. */
final class JsonText {
  /** Numbers of any length, and no name table that refuses by a random seed. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(CanonicalJson.MAX_DEPTH + 1)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Stands where bytes were ill-formed, or where the sender wrote it. */
  private static final char REPLACEMENT = '\uFFFD';

  private JsonText() {}

  static JsonParser parser(String text) {
    return JSON.createParser(ObjectReadContext.empty(), text);
  }

  /** What Jackson found wrong, and where in the text. */
  static String describe(JacksonException e) {
    String at =
        e.getLocation() == null
            ? ""
            : " (line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ")";
    return e.getOriginalMessage() + at;
  }

  /** Before Jackson sees the bytes: it would guess UTF-16 and let some ill-formed UTF-8 pass. */
  static String decode(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireWellFormed(utf8);
    }
    if (text.startsWith("\uFEFF")) {
      throw new JsonRefusedException(
          Rule.BYTE_ORDER_MARK, "", "it begins with U+FEFF; leave the mark out");
    }
    return text;
  }

  private static void requireWellFormed(byte[] utf8) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
    } catch (CharacterCodingException e) {
      throw new JsonRefusedException(
          Rule.NOT_UTF8, "", "the bytes are ill-formed; encode the text as UTF-8");
    }
  }
}
