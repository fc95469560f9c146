package dev.laneledger.app.signing;

import dev.laneledger.api.dsse.EventSignature;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/**
 * An owner's Ed25519 key, by which decisions are signed.
 *
 * @param privateKey signs
 * @param spki base64 of the SubjectPublicKeyInfo DER of the public half
 */
public record OwnerKey(PrivateKey privateKey, String spki) {

  /**
   * Reads {@code owner.pem}.
   *
   * @throws IOException if the file cannot be read or is not the PKCS#8 PEM of an Ed25519 key
   */
  public static OwnerKey read(Path pem) throws IOException {
    SecretFiles.requirePrivate(pem);
    try (PEMParser parser = new PEMParser(new StringReader(Files.readString(pem)))) {
      if (parser.readObject() instanceof PrivateKeyInfo info
          && PrivateKeyFactory.createKey(info) instanceof Ed25519PrivateKeyParameters key) {
        byte[] spki =
            SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey())
                .getEncoded();
        return new OwnerKey(
            new JcaPEMKeyConverter().getPrivateKey(info), Base64.getEncoder().encodeToString(spki));
      }
    }
    throw new IOException(pem + " must hold one Ed25519 private key as PKCS#8 PEM, but does not");
  }

  /**
   * Makes a new key in a new file.
   *
   * @throws IOException if the file is there: a key is never overwritten
   */
  public static OwnerKey create(Path pem) throws IOException {
    if (Files.exists(pem, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(pem + " must not exist, but does: a key is never overwritten");
    }
    return readOrCreate(pem);
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
      SecretFiles.write(pem, generate());
    }
    return read(pem);
  }

  private static String generate() throws IOException {
    try {
      PrivateKey key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      StringWriter text = new StringWriter();
      try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
        pem.writeObject(new JcaPKCS8Generator(key, null));
      }
      return text.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK 25 has Ed25519", e);
    }
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "OwnerKey[" + spki + "]";
  }
}
