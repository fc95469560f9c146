package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.note.NoteException.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A public key that verifies notes: {@code name+keyId+base64(type || public key)}.
 *
 * @param name whose key it is; for a log, its origin
 * @param keyId first four bytes of the key's hash, big-endian
 * @param type {@link #ED25519} or {@link #COSIGNATURE}
 * @param publicKey 32 bytes
 */
public record VerifierKey(String name, int keyId, int type, Bytes publicKey) {
  /** Signature type of logs: Ed25519 over the text. */
  public static final int ED25519 = 0x01;

  /** Signature type of witnesses: Ed25519 over the time and the text. */
  public static final int COSIGNATURE = 0x04;

  /**
   * @throws NoteException (INVALID_KEY) if the parts do not make a key
   */
  public VerifierKey {
    if (!KeyName.isValid(name)) {
      throw invalid("a key's name must have no space and no +, but is: \"" + name + "\"");
    }
    if (type != ED25519 && type != COSIGNATURE) {
      throw invalid("a key's type must be 1 (Ed25519) or 4 (cosignature), but is: " + type);
    }
    if (publicKey.length() != Ed25519.KEY_BYTES) {
      throw invalid("an Ed25519 key must have 32 bytes, but has " + publicKey.length());
    }
    if (keyId != KeyName.keyId(name, type, publicKey)) {
      throw invalid(
          String.format(
              Locale.ROOT,
              "a key's id must be %s, computed from name, type and key, but is: %s",
              KeyName.hex(KeyName.keyId(name, type, publicKey)),
              KeyName.hex(keyId)));
    }
  }

  /** The key of this name, with its id computed. */
  public static VerifierKey of(String name, int type, byte[] publicKey32) {
    Bytes key = Bytes.of(publicKey32);
    return new VerifierKey(name, KeyName.keyId(name, type, key), type, key);
  }

  /**
   * The inverse of {@link #encode()}.
   *
   * @throws NoteException (INVALID_KEY) if the text is not a key of a type that is spoken here
   */
  public static VerifierKey parse(String vkey) {
    KeyText text = KeyText.parse("", vkey);
    return new VerifierKey(text.name(), text.keyId(), text.type(), Bytes.of(text.key()));
  }

  /** {@code name+keyId+base64(type || public key)}. */
  public String encode() {
    return KeyText.encode("", name, keyId, type, publicKey.toArray());
  }

  /** The key id as 8 hex digits. */
  public String keyIdHex() {
    return KeyName.hex(keyId);
  }

  /** Whether a signature, without its key id, is this key's over the text of a note. */
  boolean verifies(String text, byte[] signature) {
    if (type == ED25519) {
      return Ed25519.verify(publicKey.toArray(), text.getBytes(StandardCharsets.UTF_8), signature);
    }
    if (signature.length != Cosignature.BYTES) {
      return false;
    }
    long time = ByteBuffer.wrap(signature).getLong();
    return time >= 0
        && Ed25519.verify(
            publicKey.toArray(), Cosignature.message(time, text), Cosignature.ed25519(signature));
  }

  private static NoteException invalid(String message) {
    return new NoteException(Rule.INVALID_KEY, message);
  }
}
