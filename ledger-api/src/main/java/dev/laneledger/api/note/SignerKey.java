package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.note.NoteException.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A private key that signs notes as a log does (Ed25519, type 01), in the text form of Go's note
 * package. Its {@code toString} shows no secret.
 */
public final class SignerKey {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final VerifierKey verifierKey;
  private final Bytes seed;

  private SignerKey(VerifierKey verifierKey, Bytes seed) {
    this.verifierKey = verifierKey;
    this.seed = seed;
  }

  /**
   * The key of this name and seed.
   *
   * @throws NoteException (INVALID_KEY) if the name is not one or the seed has not 32 bytes
   */
  public static SignerKey fromSeed(String name, byte[] seed32) {
    VerifierKey key = VerifierKey.of(name, VerifierKey.ED25519, Ed25519.publicKey(seed32));
    return new SignerKey(key, Bytes.of(seed32));
  }

  /**
   * The inverse of {@link #encode()}.
   *
   * @throws NoteException (INVALID_KEY) if the text is not such a key; it does not repeat the text
   */
  public static SignerKey parse(String text) {
    KeyText parsed = KeyText.parse(PREFIX, text);
    if (parsed.type() != VerifierKey.ED25519) {
      throw new NoteException(
          Rule.INVALID_KEY, "a signer key's type must be 1 (Ed25519), but is: " + parsed.type());
    }
    SignerKey key = fromSeed(parsed.name(), parsed.key());
    if (key.verifierKey.keyId() != parsed.keyId()) {
      throw new NoteException(
          Rule.INVALID_KEY,
          String.format(
              Locale.ROOT,
              "a signer key's id must be %s, computed from name and key, but is: %s",
              key.verifierKey.keyIdHex(),
              KeyName.hex(parsed.keyId())));
    }
    return key;
  }

  /** {@code PRIVATE+KEY+name+keyId+base64(0x01 || seed)}: a secret. */
  public String encode() {
    return KeyText.encode(PREFIX, name(), verifierKey.keyId(), VerifierKey.ED25519, seed.toArray());
  }

  /** Whose key it is. */
  public String name() {
    return verifierKey.name();
  }

  /** The public half. */
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /** Signs the text of a note, which ends in LF. */
  NoteSignature sign(String text) {
    byte[] signature = Ed25519.sign(seed.toArray(), text.getBytes(StandardCharsets.UTF_8));
    return new NoteSignature(name(), verifierKey.keyId(), Bytes.of(signature));
  }

  /** The public half. */
  @Override
  public String toString() {
    return "SignerKey[" + verifierKey.encode() + "]";
  }
}
