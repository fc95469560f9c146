package dev.laneledger.api.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** ML-DSA-44 (FIPS 204), pure and without context, through the JDK: cosignatures of type 06. */
final class MlDsa44 {
  static final int KEY_BYTES = 1312;
  static final int SIGNATURE_BYTES = 2420;

  private static final String NAME = "ML-DSA-44";
  private static final byte[] LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_NAME_BYTES = 255;
  private static final int NUMBERS_BYTES = 1 + 1 + 3 * Long.BYTES + 32;

  /** SubjectPublicKeyInfo of RFC 9881 up to the key: OID 2.16.840.1.101.3.4.3.17, BIT STRING. */
  private static final byte[] SPKI_PREFIX =
      HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

  private MlDsa44() {}

  /** Whether the signature is good. False too if the key is none or a length is wrong. */
  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (publicKey.length != KEY_BYTES || signature.length != SIGNATURE_BYTES) {
      return false;
    }
    byte[] spki =
        ByteBuffer.allocate(SPKI_PREFIX.length + KEY_BYTES).put(SPKI_PREFIX).put(publicKey).array();
    try {
      Signature verifier = Signature.getInstance(NAME);
      verifier.initVerify(
          KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(spki)));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * What a cosigner signs: the whole tree of the checkpoint, as the subtree from 0 to its size.
   *
   * @throws NoteException (MALFORMED) if a name is too long
   */
  static byte[] message(String cosigner, long time, Checkpoint checkpoint) {
    byte[] name = name(cosigner);
    byte[] origin = name(checkpoint.origin());
    return ByteBuffer.allocate(LABEL.length + name.length + origin.length + NUMBERS_BYTES)
        .put(LABEL)
        .put((byte) name.length)
        .put(name)
        .putLong(time)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(checkpoint.root().bytes())
        .array();
  }

  private static byte[] name(String text) {
    byte[] name = text.getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_NAME_BYTES) {
      throw NoteException.malformed("a name must have at most 255 bytes, but is: " + text);
    }
    return name;
  }
}
