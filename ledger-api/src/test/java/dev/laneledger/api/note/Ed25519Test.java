package dev.laneledger.api.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Ed25519Test {
  private static final HexFormat HEX = HexFormat.of();
  // RFC 8032 section 7.1, test 3
  private static final byte[] SEED =
      HEX.parseHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
  private static final byte[] PUBLIC =
      HEX.parseHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
  private static final byte[] MESSAGE = HEX.parseHex("af82");
  private static final byte[] SIGNATURE =
      HEX.parseHex(
          "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
              + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

  @Test
  void signsAsTheRfcDoes() {
    assertThat(Ed25519.publicKey(SEED)).isEqualTo(PUBLIC);
    assertThat(Ed25519.publicKey(Ed25519.privateKey(SEED))).isEqualTo(PUBLIC);
    assertThat(Ed25519.sign(SEED, MESSAGE)).isEqualTo(SIGNATURE);
    assertThat(Ed25519.verify(PUBLIC, MESSAGE, SIGNATURE)).isTrue();
  }

  @Test
  void verifiesNothingElse() {
    assertThat(Ed25519.verify(PUBLIC, new byte[0], SIGNATURE)).isFalse();
    assertThat(Ed25519.verify(SEED, MESSAGE, SIGNATURE)).isFalse();
    assertThat(Ed25519.verify(PUBLIC, MESSAGE, new byte[63])).isFalse();
    assertThat(Ed25519.verify(new byte[31], MESSAGE, SIGNATURE)).isFalse();
    byte[] noPoint = new byte[32];
    noPoint[0] = 2;
    assertThat(Ed25519.verify(noPoint, MESSAGE, SIGNATURE)).isFalse();
    for (int bit = 0; bit < 8 * SIGNATURE.length; bit++) {
      byte[] flipped = SIGNATURE.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Ed25519.verify(PUBLIC, MESSAGE, flipped)).isFalse();
    }
  }

  @Test
  void wrapsKeysAsSubjectPublicKeyInfo() {
    byte[] spki = Ed25519.spki(PUBLIC);
    assertThat(spki).hasSize(44);
    assertThat(Ed25519.fromSpki(spki)).isEqualTo(PUBLIC);
    byte[] otherCurve = spki.clone();
    otherCurve[8] = 0x71;
    assertThatExceptionOfType(NoteException.class).isThrownBy(() -> Ed25519.fromSpki(otherCurve));
    assertThatExceptionOfType(NoteException.class).isThrownBy(() -> Ed25519.fromSpki(PUBLIC));
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> Ed25519.spki(new byte[31]))
        .withMessage("an Ed25519 seed or key must have 32 bytes, but has 31");
  }
}
