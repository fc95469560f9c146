package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.note.NoteException.Rule;

/**
 * A private key that cosigns checkpoints as a witness does (Ed25519, type 04), in the text form of
 * {@link SignerKey} but for the type. Its {@code toString} shows no secret.
 */
public final class CosignerKey {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final VerifierKey verifierKey;
  private final Bytes seed;

  private CosignerKey(VerifierKey verifierKey, Bytes seed) {
    this.verifierKey = verifierKey;
    this.seed = seed;
  }

  /**
   * The key of this name and seed.
   *
   * @throws NoteException (INVALID_KEY) if the name is not one or the seed has not 32 bytes
   */
  public static CosignerKey fromSeed(String name, byte[] seed32) {
    return new CosignerKey(Cosignature.verifierKey(name, seed32), Bytes.of(seed32));
  }

  /**
   * The inverse of {@link #encode()}.
   *
   * @throws NoteException (INVALID_KEY) if the text is not such a key; it does not repeat the text
   */
  public static CosignerKey parse(String text) {
    KeyText parsed = KeyText.parse(PREFIX, text);
    if (parsed.type() != VerifierKey.COSIGNATURE) {
      throw new NoteException(
          Rule.INVALID_KEY, "a witness's key must have type 4, but has type " + parsed.type());
    }
    CosignerKey key = fromSeed(parsed.name(), parsed.key());
    if (key.verifierKey.keyId() != parsed.keyId()) {
      throw new NoteException(
          Rule.INVALID_KEY,
          "a witness's key id must be "
              + key.verifierKey.keyIdHex()
              + ", computed from name and key, but is: "
              + KeyName.hex(parsed.keyId()));
    }
    return key;
  }

  /** {@code PRIVATE+KEY+name+keyId+base64(0x04 || seed)}: a secret. */
  public String encode() {
    return KeyText.encode(
        PREFIX, verifierKey.name(), verifierKey.keyId(), VerifierKey.COSIGNATURE, seed.toArray());
  }

  /** The public half. */
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /**
   * Cosigns.
   *
   * @param checkpoint the whole text of the checkpoint's note, ending in LF
   * @param time POSIX seconds, not negative
   */
  public NoteSignature sign(String checkpoint, long time) {
    return Cosignature.sign(verifierKey.name(), seed.toArray(), checkpoint, time);
  }

  /** The public half. */
  @Override
  public String toString() {
    return "CosignerKey[" + verifierKey.encode() + "]";
  }
}
