package dev.laneledger.api.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashesTheNistExampleHoweverItIsSplit() {
    assertThat(Hash.sha256(utf8("abc")).hex()).isEqualTo(ABC);
    assertThat(Hash.sha256(utf8("a"), utf8(""), utf8("bc")).hex()).isEqualTo(ABC);
    assertThat(Hash.sha256((byte) 'a', utf8("bc")).hex()).isEqualTo(ABC);
    assertThat(Hash.fromHex(ABC)).hasToString(ABC);
  }

  @Test
  void prefixesAndJoinsTwoHashes() {
    Hash left = Hash.sha256(utf8("l"));
    Hash right = Hash.sha256(utf8("r"));
    assertThat(Hash.sha256((byte) 1, left, right))
        .isEqualTo(Hash.sha256(new byte[] {1}, left.bytes(), right.bytes()));
  }

  @Test
  void cannotBeChangedThroughTheArraysItTakesAndGives() {
    byte[] given = new byte[32];
    Hash hash = Hash.of(given);
    given[0] = 1;
    hash.bytes()[1] = 1;
    assertThat(hash).isEqualTo(Hash.of(new byte[32])).hasSameHashCodeAs(Hash.of(new byte[32]));
  }

  @Test
  void ordersBytesAsUnsigned() {
    byte[] high = new byte[32];
    high[0] = (byte) 0x80;
    byte[] low = new byte[32];
    low[0] = 0x7f;
    assertThat(Hash.of(high)).isGreaterThan(Hash.of(low));
  }

  @Test
  void givesTheSameValuesOnManyThreads() {
    assertThat(IntStream.range(0, 20_000).parallel().mapToObj(i -> Hash.sha256(utf8("abc")).hex()))
        .containsOnly(ABC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ba7816bf",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        " a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "٣a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      })
  void readsNoOtherHexThanItWrites(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hash.fromHex(text))
        .withMessage("a SHA-256 hash must be 64 lower-case hex digits, but is: " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
        "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa1=",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIA",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\n",
      })
  void readsNoOtherBase64ThanItWrites(String text) {
    assertThat(Hash.fromHex(ABC).base64())
        .isEqualTo("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    assertThat(Hash.fromBase64(Hash.fromHex(ABC).base64()).hex()).isEqualTo(ABC);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hash.fromBase64(text))
        .withMessageEndingWith(": " + text);
  }

  @Test
  void hasExactlyThirtyTwoBytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hash.of(new byte[31]))
        .withMessage("a SHA-256 hash must have 32 bytes, but has 31");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
