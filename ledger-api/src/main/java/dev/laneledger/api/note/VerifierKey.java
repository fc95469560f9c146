package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.note.NoteException.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A public key that verifies notes: {@code name+keyId+base64(type || public key)}.
 *
 * @param name whose key it is; for a log, its origin
 * @param keyId first four bytes of the key's hash, big-endian
 * @param type {@link #ED25519}, {@link #COSIGNATURE} or {@link #ML_DSA_44}
 * @param publicKey 32 bytes; 1,312 of ML-DSA-44
 */
public record VerifierKey(String name, int keyId, int type, Bytes publicKey) {
  /** Signature type of logs: Ed25519 over the text. */
  public static final int ED25519 = 0x01;

  /** Signature type of witnesses: Ed25519 over the time and the text. */
  public static final int COSIGNATURE = 0x04;

  /** Signature type of witnesses: ML-DSA-44 over time, names, size and root; verified only. */
  public static final int ML_DSA_44 = 0x06;

  /**
   * @throws NoteException (INVALID_KEY) if the parts do not make a key
   */
  public VerifierKey {
    if (!KeyName.isValid(name)) {
      throw invalid("a key's name must have no space and no +, but is: \"" + name + "\"");
    }
    if (type != ED25519 && type != COSIGNATURE && type != ML_DSA_44) {
      throw invalid(
          "a key's type must be 1 (Ed25519), 4 (cosignature) or 6 (ML-DSA-44), but is: " + type);
    }
    int bytes = type == ML_DSA_44 ? MlDsa44.KEY_BYTES : Ed25519.KEY_BYTES;
    if (publicKey.length() != bytes) {
      throw invalid(
          String.format(
              Locale.ROOT,
              "a key of type %d must have %d bytes, but has %d",
              type,
              bytes,
              publicKey.length()));
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
  public static VerifierKey of(String name, int type, byte[] publicKey) {
    Bytes key = Bytes.of(publicKey);
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
    return type == COSIGNATURE ? cosigned(text, signature) : cosignedByMlDsa(text, signature);
  }

  private boolean cosignedByMlDsa(String text, byte[] signature) {
    if (signature.length != Cosignature.ML_DSA_BYTES) {
      return false;
    }
    try {
      long time = ByteBuffer.wrap(signature).getLong();
      byte[] message = MlDsa44.message(name, time, Checkpoint.parse(text));
      byte[] bare = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
      return time >= 0 && MlDsa44.verify(publicKey.toArray(), message, bare);
    } catch (NoteException e) {
      return false; // it signs no text, but the three lines of a checkpoint
    }
  }

  private boolean cosigned(String text, byte[] signature) {
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
