package dev.laneledger.api.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
  private static final SignerKey OLD = key("ledger.example/a", 1);
  private static final SignerKey NEW = key("ledger.example/a", 2);
  private static final KeyRotation ROTATION =
      new KeyRotation(7, OLD.verifierKey(), NEW.verifierKey());

  private static SignerKey key(String name, int fill) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) fill);
    return SignerKey.fromSeed(name, seed);
  }

  @Test
  void itIsSignedByBothKeys() {
    assertThat(ROTATION.isSigned(KeyRotation.sign(7, OLD, NEW))).isTrue();
    assertThat(ROTATION.isSigned(SignedNote.sign(ROTATION.text(), OLD).format())).isFalse();
    assertThat(ROTATION.isSigned(SignedNote.sign(ROTATION.text(), NEW).format())).isFalse();
    assertThat(ROTATION.isSigned("")).isFalse();
  }

  @Test
  void itIsAboutOneHandOverOfOneLedger() {
    String note = KeyRotation.sign(7, OLD, NEW);
    SignerKey third = key("ledger.example/a", 3);
    SignerKey elsewhere = key("ledger.example/b", 2);

    assertThat(new KeyRotation(8, OLD.verifierKey(), NEW.verifierKey()).isSigned(note)).isFalse();
    assertThat(new KeyRotation(7, NEW.verifierKey(), OLD.verifierKey()).isSigned(note)).isFalse();
    assertThat(new KeyRotation(7, OLD.verifierKey(), third.verifierKey()).isSigned(note)).isFalse();
    assertThat(
            new KeyRotation(7, OLD.verifierKey(), elsewhere.verifierKey())
                .isSigned(KeyRotation.sign(7, OLD, elsewhere)))
        .isFalse();
  }
}
