package dev.laneledger.app.signing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** An authority of two certificates, a root and one for timestamping, over real HTTP. */
public final class TestAuthority implements AutoCloseable {
  static final String NAME = "CN=Test Timestamping";
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static final Duration YEAR = Duration.ofDays(365);

  final KeyPair keys = keyPair();
  final X509CertificateHolder certificate;
  private final KeyPair rootKeys = keyPair();
  private final X509CertificateHolder root;
  private final HttpServer server;
  private int serial;

  /** Answers with this status instead, unless it is 200. */
  public volatile int status = 200;

  public TestAuthority() throws Exception {
    root =
        issue("CN=Test Root", rootKeys, rootKeys, "CN=Test Root", KeyPurposeId.anyExtendedKeyUsage);
    certificate = issue(NAME, keys, rootKeys, "CN=Test Root", KeyPurposeId.id_kp_timeStamping);
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/tsa",
        exchange -> {
          byte[] query = exchange.getRequestBody().readAllBytes();
          byte[] answer = status == 200 ? respond(query, Instant.now()) : new byte[] {1};
          exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
  }

  /** Writes the root certificate as PEM. */
  public Path certificates(Path file) throws IOException {
    return Files.writeString(file, pem(root));
  }

  static String pem(X509CertificateHolder certificate) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(certificate);
    }
    return text.toString();
  }

  byte[] respond(byte[] query, Instant time) {
    try {
      DigestCalculator sha1 =
          new JcaDigestCalculatorProviderBuilder()
              .build()
              .get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1));
      TimeStampTokenGenerator tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .build(SIGNATURE, keys.getPrivate(), certificate),
              sha1,
              new ASN1ObjectIdentifier("1.2.3.4"));
      tokens.addCertificates(new JcaCertStore(List.of(certificate, root)));
      tokens.setAccuracySeconds(2);
      return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
          .generate(new TimeStampRequest(query), BigInteger.valueOf(++serial), Date.from(time))
          .getEncoded();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Another certificate of the same key, for another purpose. */
  X509CertificateHolder otherwise(KeyPurposeId purpose) throws Exception {
    return issue(NAME, keys, rootKeys, "CN=Test Root", purpose);
  }

  private static X509CertificateHolder issue(
      String subject, KeyPair of, KeyPair by, String issuer, KeyPurposeId purpose)
      throws Exception {
    Instant now = Instant.now();
    boolean isRoot = subject.equals(issuer);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            BigInteger.valueOf(SERIAL.incrementAndGet()),
            Date.from(now.minus(YEAR)),
            Date.from(now.plus(YEAR)),
            new X500Name(subject),
            of.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isRoot));
    if (!isRoot) {
      builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
    }
    return builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by.getPrivate()));
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
