package dev.laneledger.app.signing;

import dev.laneledger.api.dsse.EventSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * An owner's Ed25519 key, by which decisions are signed.
 *
 * @param privateKey signs
 * @param spki base64 of the SubjectPublicKeyInfo DER of the public half
 */
public record OwnerKey(PrivateKey privateKey, String spki) {

  /**
   * Reads a key that is not encrypted, or whose passphrase is in the environment.
   *
   * @throws IOException as {@link #read(Path, Passphrase)}
   */
  public static OwnerKey read(Path file) throws IOException {
    return read(file, Passphrase.from(null));
  }

  /**
   * Reads the key.
   *
   * @throws IOException if the file cannot be read, is open to others than its owner, or does not
   *     hold an Ed25519 key as PKCS#8 PEM or PKCS#12 that opens with the passphrase
   */
  public static OwnerKey read(Path file, Passphrase passphrase) throws IOException {
    Ed25519PrivateKeyParameters key = PrivateKeyFiles.read(file, passphrase);
    byte[] spki =
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey())
            .getEncoded();
    return new OwnerKey(
        new JcaPEMKeyConverter().getPrivateKey(PrivateKeyFiles.info(key)),
        Base64.getEncoder().encodeToString(spki));
  }

  /**
   * Makes a new key in a new file.
   *
   * @throws IOException if the file is there: a key is never overwritten
   */
  public static OwnerKey create(Path pem) throws IOException {
    requireNew(pem);
    return readOrCreate(pem);
  }

  /** The same, encrypted. */
  public static OwnerKey create(Path pem, Passphrase passphrase) throws IOException {
    requireNew(pem);
    SecretFiles.write(pem, PrivateKeyFiles.encrypted(generate(), passphrase.of(pem)));
    return read(pem, passphrase);
  }

  private static void requireNew(Path pem) throws IOException {
    if (Files.exists(pem, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(pem + " must not exist, but does: a key is never overwritten");
    }
  }

  /** Lower-case hex SHA-256 of the SubjectPublicKeyInfo DER, by which signatures name the key. */
  public String keyId() {
    return EventSignature.keyId(spkiDer());
  }

  /** The public half as SubjectPublicKeyInfo DER. */
  public byte[] spkiDer() {
    return Base64.getDecoder().decode(spki);
  }

  /** Makes a new key in that file unless there is one, and reads it. */
  static OwnerKey readOrCreate(Path pem) throws IOException {
    if (Files.notExists(pem)) {
      SecretFiles.write(pem, PrivateKeyFiles.plain(generate()));
    }
    return read(pem);
  }

  private static Ed25519PrivateKeyParameters generate() {
    return new Ed25519PrivateKeyParameters(new SecureRandom());
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "OwnerKey[" + spki + "]";
  }
}
