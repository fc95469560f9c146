package dev.laneledger.api.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalCursorTest {
  private static final byte[] EDGES = {0x20, 0x7f, (byte) 0x80, (byte) 0xbf, (byte) 0xc0};

  private final CanonicalCursor cursor = new CanonicalCursor();

  @Test
  void passesTheTextsOfOneAndTwoBytesThatAreCanonical() {
    for (int one = 0; one < 256; one++) {
      compare((byte) one);
      for (int two = 0; two < 256; two++) {
        compare((byte) one, (byte) two);
      }
    }
  }

  @Test
  void passesTheSequencesOfUtf8ThatAreWellFormed() {
    for (int lead = 0xc0; lead < 256; lead++) {
      for (int second = 0x70; second < 256; second++) {
        for (byte third : EDGES) {
          compare((byte) lead, (byte) second, third);
          compare((byte) lead, (byte) second, third, (byte) 0x80);
          compare((byte) lead, (byte) second, (byte) 0xbf, third);
          compare((byte) lead, (byte) second, third, (byte) 0xbf, (byte) 'x');
        }
      }
    }
  }

  @Test
  void passesTheEscapesThatAreCanonical() {
    for (int value = 0; value < 0x300; value++) {
      compare(ascii("\\u%04x".formatted(value)));
      compare(ascii("\\u%04X".formatted(value)));
      compare(ascii("\\u%04x".formatted(value * 0x55)));
    }
    for (int shorter = 1; shorter < 6; shorter++) {
      compare(Arrays.copyOf(ascii("\\u001f"), shorter));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1",
        "10",
        "9007199254740991",
        "-9007199254740991",
        "9007199254740992",
        "-9007199254740992",
        "90071992547409910",
        "-0",
        "00",
        "01",
        "-01",
        "-",
        "",
        "1.0",
        "1e3",
        "1.5",
        "+1",
        "٣",
        "99999999999999999999"
      })
  void passesWholeNumbersThatEveryReaderCanHold(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    cursor.over(bytes, 0, bytes.length);
    boolean passed = cursor.whole() && cursor.atEnd();
    assertThat(passed).isEqualTo(isWhole(bytes));
    if (passed) {
      assertThat(cursor.number()).isEqualTo(Long.parseLong(text));
    }
  }

  private static boolean isWhole(byte[] bytes) {
    try {
      return CanonicalJson.isCanonical(bytes) && IJson.parse(bytes, 1).isIntegralNumber();
    } catch (JsonRefusedException e) {
      return false;
    }
  }

  /** At every place of the eight bytes that are looked at together. */
  private void compare(byte... content) {
    boolean canonical = CanonicalJson.isCanonical(quoted(0, content));
    for (int before = 0; before < 9; before += 4) {
      byte[] bytes = quoted(before, content);
      cursor.over(bytes, 0, bytes.length);
      assertThat(cursor.string() && cursor.atEnd())
          .as(HexFormat.of().formatHex(content))
          .isEqualTo(canonical);
    }
  }

  private static byte[] quoted(int before, byte... content) {
    byte[] bytes = new byte[before + content.length + 2];
    Arrays.fill(bytes, (byte) 'a');
    bytes[0] = '"';
    System.arraycopy(content, 0, bytes, 1 + before, content.length);
    bytes[bytes.length - 1] = '"';
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
