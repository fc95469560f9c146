package dev.laneledger.app.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Collections;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Files with one Ed25519 private key: PKCS#8 in PEM, plain or encrypted (RFC 7468; PBES2 with
 * AES-256-CBC and PBKDF2 of HMAC-SHA-256 where it is written here), or PKCS#12 (RFC 7292). Only the
 * file's owner may read it.
 */
final class PrivateKeyFiles {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  /** Some hundred milliseconds for each guess of a passphrase. */
  private static final int ITERATIONS = 600_000;

  /** What DER of a PKCS#12 file begins with: SEQUENCE. */
  private static final byte DER_SEQUENCE = 0x30;

  private PrivateKeyFiles() {}

  /**
   * The key of that file.
   *
   * @throws IOException if it is not there, open to others, not such a key, or does not open
   */
  static Ed25519PrivateKeyParameters read(Path file, Passphrase passphrase) throws IOException {
    SecretFiles.requirePrivate(file);
    byte[] content = Files.readAllBytes(file);
    try {
      PrivateKeyInfo info =
          content.length > 0 && content[0] == DER_SEQUENCE
              ? ofPkcs12(content, passphrase.of(file))
              : ofPem(new String(content, StandardCharsets.UTF_8), file, passphrase);
      if (PrivateKeyFactory.createKey(info) instanceof Ed25519PrivateKeyParameters key) {
        return key;
      }
    } catch (GeneralSecurityException | PKCSException | OperatorCreationException e) {
      throw new IOException(file + " must open with the passphrase, but does not", e);
    }
    throw notOne(file);
  }

  private static IOException notOne(Path file) {
    return new IOException(
        file + " must hold one Ed25519 private key as PKCS#8 PEM or PKCS#12, but does not");
  }

  private static PrivateKeyInfo ofPem(String text, Path file, Passphrase passphrase)
      throws IOException, PKCSException, OperatorCreationException {
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      return switch (parser.readObject()) {
        case PrivateKeyInfo plain -> plain;
        case PKCS8EncryptedPrivateKeyInfo encrypted ->
            encrypted.decryptPrivateKeyInfo(
                new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(PROVIDER)
                    .build(passphrase.of(file)));
        case null, default -> throw notOne(file);
      };
    }
  }

  private static PrivateKeyInfo ofPkcs12(byte[] content, char[] passphrase)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(content), passphrase);
    for (String alias : Collections.list(store.aliases())) {
      Key key = store.getKey(alias, passphrase);
      if (key instanceof PrivateKey) {
        return PrivateKeyInfo.getInstance(key.getEncoded());
      }
    }
    throw new IOException("a PKCS#12 file must hold a private key, but holds none");
  }

  /** The key as encrypted PKCS#8 in PEM. */
  static String encrypted(Ed25519PrivateKeyParameters key, char[] passphrase) throws IOException {
    try {
      JceOpenSSLPKCS8EncryptorBuilder encryptor =
          new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
              .setProvider(PROVIDER)
              .setPRF(PKCS8Generator.PRF_HMACSHA256)
              .setIterationCount(ITERATIONS)
              .setPassword(passphrase);
      return pem(new PKCS8Generator(info(key), encryptor.build()));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("Bouncy Castle has AES and PBKDF2", e);
    }
  }

  /** The key as PKCS#8 in PEM, open to whoever reads it. */
  static String plain(Ed25519PrivateKeyParameters key) throws IOException {
    return pem(new PKCS8Generator(info(key), null));
  }

  /** Without the public half, which not every reader expects. */
  static PrivateKeyInfo info(Ed25519PrivateKeyParameters key) throws IOException {
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
        new DEROctetString(key.getEncoded()));
  }

  private static String pem(PKCS8Generator key) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(key);
    }
    return text.toString();
  }
}
