package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A witness's statement that it saw a checkpoint at a time and no other history (C2SP
 * tlog-cosignature, Ed25519, type 04). It is verified as every signature of a note is, with a key
 * of that type.
 */
public final class Cosignature {
  private static final int TIME_BYTES = 8;
  static final int BYTES = TIME_BYTES + Ed25519.SIGNATURE_BYTES;
  static final int ML_DSA_BYTES = TIME_BYTES + MlDsa44.SIGNATURE_BYTES;

  private Cosignature() {}

  /** The witness's public key with this name and seed. */
  public static VerifierKey verifierKey(String name, byte[] seed32) {
    return VerifierKey.of(name, VerifierKey.COSIGNATURE, Ed25519.publicKey(seed32));
  }

  /**
   * Cosigns.
   *
   * @param name the witness's name
   * @param seed32 the witness's Ed25519 seed
   * @param checkpoint the checkpoint's text, ending in LF
   * @param time POSIX seconds, not negative
   */
  public static NoteSignature sign(String name, byte[] seed32, String checkpoint, long time) {
    if (time < 0) {
      throw NoteException.malformed("a cosignature's time must not be negative, but is: " + time);
    }
    byte[] signature = Ed25519.sign(seed32, message(time, checkpoint));
    byte[] body = ByteBuffer.allocate(BYTES).putLong(time).put(signature).array();
    return new NoteSignature(name, verifierKey(name, seed32).keyId(), Bytes.of(body));
  }

  /**
   * When the witness says it signed, in POSIX seconds.
   *
   * @throws NoteException (MALFORMED) if the signature is no cosignature
   */
  public static long time(NoteSignature cosignature) {
    int bytes = cosignature.signature().length();
    if (bytes != BYTES && bytes != ML_DSA_BYTES) {
      throw NoteException.malformed(
          String.format(
              Locale.ROOT,
              "a cosignature must have %d or %d bytes, but has %d",
              BYTES,
              ML_DSA_BYTES,
              bytes));
    }
    return ByteBuffer.wrap(cosignature.signature().toArray()).getLong();
  }

  static byte[] message(long time, String checkpoint) {
    return ("cosignature/v1\ntime " + time + "\n" + checkpoint).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] ed25519(byte[] cosignature) {
    return Arrays.copyOfRange(cosignature, TIME_BYTES, BYTES);
  }
}
