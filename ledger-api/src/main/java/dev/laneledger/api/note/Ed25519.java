package dev.laneledger.api.note;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) through the JDK, with keys as their raw 32 bytes. */
public final class Ed25519 {
  /** Length of seeds and public keys in bytes. */
  public static final int KEY_BYTES = 32;

  /** Length of signatures in bytes. */
  public static final int SIGNATURE_BYTES = 64;

  /** SubjectPublicKeyInfo of RFC 8410 up to the key: SEQUENCE, OID 1.3.101.112, BIT STRING. */
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /** Whether the signature is good. False too if the key is no point or a length is wrong. */
  public static boolean verify(byte[] publicKey32, byte[] message, byte[] signature) {
    if (publicKey32.length != KEY_BYTES || signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(spki(publicKey32)));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The 64-byte signature by the key of this seed. */
  public static byte[] sign(byte[] seed32, byte[] message) {
    return sign(privateKey(seed32), message);
  }

  /** The 64-byte signature by an Ed25519 key of the JDK. */
  public static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw invalidKey(
          "an Ed25519 private key is needed, but this one has algorithm " + key.getAlgorithm());
    }
  }

  /** The JDK's form of the private key with this seed. */
  public static PrivateKey privateKey(byte[] seed32) {
    requireKeyBytes(seed32);
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every seed of 32 bytes is a key", e);
    }
  }

  /** The raw public key that belongs to a seed. */
  public static byte[] publicKey(byte[] seed32) {
    requireKeyBytes(seed32);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new FixedRandom(seed32));
      return fromSpki(generator.generateKeyPair().getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** The raw public key that belongs to an Ed25519 private key of the JDK. */
  public static byte[] publicKey(PrivateKey key) {
    if (key instanceof EdECPrivateKey edec && edec.getBytes().isPresent()) {
      return publicKey(edec.getBytes().get());
    }
    throw invalidKey(
        "an Ed25519 private key with its bytes is needed, but this one has algorithm "
            + key.getAlgorithm());
  }

  /** SubjectPublicKeyInfo DER (RFC 8410), 44 bytes. */
  public static byte[] spki(byte[] publicKey32) {
    requireKeyBytes(publicKey32);
    byte[] der = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + KEY_BYTES);
    System.arraycopy(publicKey32, 0, der, SPKI_PREFIX.length, KEY_BYTES);
    return der;
  }

  /**
   * The raw public key in a SubjectPublicKeyInfo DER.
   *
   * @throws NoteException (INVALID_KEY) unless it is the 44 bytes that {@link #spki} gives
   */
  public static byte[] fromSpki(byte[] der) {
    int prefix = SPKI_PREFIX.length;
    if (der.length != prefix + KEY_BYTES
        || !Arrays.equals(der, 0, prefix, SPKI_PREFIX, 0, prefix)) {
      throw invalidKey(
          "an Ed25519 SubjectPublicKeyInfo must be 44 bytes beginning 302a300506032b6570032100,"
              + " but is: "
              + HexFormat.of().formatHex(der));
    }
    return Arrays.copyOfRange(der, prefix, der.length);
  }

  private static void requireKeyBytes(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw invalidKey("an Ed25519 seed or key must have 32 bytes, but has " + key.length);
    }
  }

  private static NoteException invalidKey(String message) {
    return new NoteException(NoteException.Rule.INVALID_KEY, message);
  }

  /** Makes the JDK's generator derive the public key of a given seed. */
  private static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    FixedRandom(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("the generator must ask for the seed only");
      }
      System.arraycopy(seed, 0, bytes, 0, seed.length);
    }
  }
}
