package dev.laneledger.api.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MlDsa44Test {
  private static final String NAME = "witness.example/w1";
  private static final long TIME = 1_700_000_000;
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("log.example/a", 7, Hash.sha256(new byte[] {7}));
  private static final SignerKey LOG = SignerKey.fromSeed(CHECKPOINT.origin(), new byte[32]);
  private static final KeyPair KEYS = keys();
  private static final VerifierKey KEY = VerifierKey.of(NAME, VerifierKey.ML_DSA_44, raw());

  /** The published seed 00..1f. */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) i;
      }
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-DSA-44");
      generator.initialize(java.security.spec.NamedParameterSpec.ML_DSA_44, new Seed());
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] raw() {
    byte[] spki = KEYS.getPublic().getEncoded();
    return Arrays.copyOfRange(spki, spki.length - MlDsa44.KEY_BYTES, spki.length);
  }

  private static NoteSignature sign(long time, byte[] message) throws Exception {
    Signature signer = Signature.getInstance("ML-DSA-44");
    signer.initSign(KEYS.getPrivate());
    signer.update(message);
    byte[] signature = signer.sign();
    byte[] body =
        ByteBuffer.allocate(Long.BYTES + signature.length).putLong(time).put(signature).array();
    return new NoteSignature(NAME, KEY.keyId(), Bytes.of(body));
  }

  @Test
  void thePublishedKeyHasThePublishedId() {
    assertThat(Hash.sha256(raw()).hex())
        .isEqualTo("9f107644c1084526af3bc8098680b05499a2325a644e388fb4f970e058d19d46");
    assertThat(KEY.keyIdHex()).isEqualTo("dcccf9ec");
    assertThat(VerifierKey.parse(KEY.encode())).isEqualTo(KEY);
  }

  @Test
  void aCosignatureIsVerifiedAndCountsInAPolicy() throws Exception {
    NoteSignature cosignature = sign(TIME, MlDsa44.message(NAME, TIME, CHECKPOINT));
    VerifiedNote note =
        CHECKPOINT.sign(LOG).with(List.of(cosignature)).verify(List.of(LOG.verifierKey(), KEY));
    assertThat(note.verified()).hasSize(2);
    assertThat(Cosignature.time(cosignature)).isEqualTo(TIME);
    TlogPolicy policy = TlogPolicy.parse("witness w " + KEY.encode() + "\nquorum w\n");
    assertThat(policy.isSatisfiedBy(Set.of(KEY))).isTrue();
  }

  @Test
  void everyPartIsSigned() throws Exception {
    Checkpoint larger = new Checkpoint(CHECKPOINT.origin(), 8, CHECKPOINT.root());
    Checkpoint other = new Checkpoint("log.example/b", 7, CHECKPOINT.root());
    Checkpoint forked = new Checkpoint(CHECKPOINT.origin(), 7, Hash.sha256());
    for (byte[] message :
        List.of(
            MlDsa44.message(NAME, TIME, larger),
            MlDsa44.message(NAME, TIME, other),
            MlDsa44.message(NAME, TIME, forked),
            MlDsa44.message("witness.example/w2", TIME, CHECKPOINT),
            MlDsa44.message(NAME, TIME + 1, CHECKPOINT))) {
      SignedNote note = CHECKPOINT.sign(LOG).with(List.of(sign(TIME, message)));
      NoteException refused =
          catchThrowableOfType(NoteException.class, () -> note.verify(List.of(KEY)));
      assertThat(refused.rule()).isEqualTo(NoteException.Rule.INVALID_SIGNATURE);
    }
  }

  @Test
  void theMessageIsLaidOutAsTheSpecificationSays() {
    byte[] message = MlDsa44.message("w", 1, new Checkpoint("o", 2, Hash.sha256()));
    assertThat(Bytes.of(message).hex())
        .isEqualTo(
            "737562747265652f76310a00"
                + "0177"
                + "0000000000000001"
                + "016f"
                + "0000000000000000"
                + "0000000000000002"
                + Hash.sha256().hex());
  }

  @Test
  void aKeyOrSignatureOfAnotherLengthIsNone() throws Exception {
    NoteException refused =
        catchThrowableOfType(
            NoteException.class, () -> VerifierKey.of(NAME, VerifierKey.ML_DSA_44, new byte[32]));
    assertThat(refused.rule()).isEqualTo(NoteException.Rule.INVALID_KEY);
    byte[] message = MlDsa44.message(NAME, TIME, CHECKPOINT);
    assertThat(MlDsa44.verify(raw(), message, new byte[64])).isFalse();
    assertThat(MlDsa44.verify(new byte[32], message, new byte[2420])).isFalse();
  }
}
