package dev.laneledger.api.document;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.hash.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A document under each of the looks in which two may be alike without being equal. */
final class Looks {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Letters of other scripts and the Latin ones that they are taken for, in pairs. */
  private static final String LOOK_ALIKES =
      "аaсcеeоoрpхxуyіiјjѕsԁdһhԛqԝwАAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХX" // Cyrillic
          + "αaοoνvρpιiΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX" // Greek
          + "‘'’'“\"”\"−-"; // punctuation

  private static final Map<Integer, Integer> LATIN = pairs();

  private final byte[] bytes;

  Looks(byte[] bytes) {
    this.bytes = bytes;
  }

  private static Map<Integer, Integer> pairs() {
    Map<Integer, Integer> pairs = new HashMap<>();
    int[] letters = LOOK_ALIKES.codePoints().toArray();
    for (int i = 0; i < letters.length; i += 2) {
      pairs.put(letters[i], letters[i + 1]);
    }
    return pairs;
  }

  /** Without a byte order mark of UTF-8. */
  byte[] withoutMark() {
    boolean marked = bytes.length >= MARK.length && Arrays.equals(bytes, 0, 3, MARK, 0, 3);
    return marked ? Arrays.copyOfRange(bytes, MARK.length, bytes.length) : bytes;
  }

  /** Without a mark, and with every end of a line as LF. */
  byte[] withLineFeeds() {
    byte[] plain = withoutMark();
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length);
    for (int i = 0; i < plain.length; i++) {
      boolean pair = plain[i] == '\r' && i + 1 < plain.length && plain[i + 1] == '\n';
      if (!pair) {
        out.write(plain[i] == '\r' ? '\n' : plain[i]);
      }
    }
    return out.toByteArray();
  }

  /** The canonical form, if it is JSON. */
  Optional<Bytes> canonicalJson() {
    try {
      return Optional.of(Bytes.of(CanonicalJson.canonicalize(withoutMark())));
    } catch (JsonRefusedException e) {
      return Optional.empty();
    }
  }

  /** What a reader sees of it, if it is text: NFKC, without invisible characters, Latin letters. */
  Optional<String> skeleton() {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(withLineFeeds())).toString();
      StringBuilder seen = new StringBuilder(text.length());
      Normalizer.normalize(text, Normalizer.Form.NFKC)
          .codePoints()
          .filter(c -> Character.getType(c) != Character.FORMAT)
          .map(Looks::asSeen)
          .forEach(seen::appendCodePoint);
      return Optional.of(seen.toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int asSeen(int letter) {
    return switch (Character.getType(letter)) {
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.DASH_PUNCTUATION -> '-';
      default -> LATIN.getOrDefault(letter, letter);
    };
  }
}
