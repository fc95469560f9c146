package dev.laneledger.app.signing;

import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/**
 * A timestamping authority that nobody knows, with one certificate of its own making, so that
 * attacks on timestamps can be carried out on a copy of a ledger. What it says proves nothing.
 */
public final class ThrowAwayAuthority {
  private static final String SIGNATURE = "SHA256withRSA"; // every token has the same length
  private static final int BITS = 2048;
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2040-01-01T00:00:00Z");

  private final KeyPair keys;
  private final X509CertificateHolder certificate;

  private ThrowAwayAuthority(KeyPair keys, X509CertificateHolder certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** One with a new key under that common name. */
  public static ThrowAwayAuthority named(String commonName) {
    X500Name name = new X500Name("CN=" + commonName);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      KeyPair keys = generator.generateKeyPair();
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name, BigInteger.ONE, Date.from(FROM), Date.from(UNTIL), name, keys.getPublic());
      builder.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
      return new ThrowAwayAuthority(
          keys, builder.build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("a throw-away certificate must be possible", e);
    }
  }

  /** The DER of a token over that digest. */
  public byte[] stamp(Hash digest) {
    try {
      TimeStampTokenGenerator tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .build(SIGNATURE, keys.getPrivate(), certificate),
              new JcaDigestCalculatorProviderBuilder()
                  .build()
                  .get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)),
              new ASN1ObjectIdentifier("1.2.3.4"));
      tokens.addCertificates(new JcaCertStore(List.of(certificate)));
      TimeStampRequestGenerator query = new TimeStampRequestGenerator();
      query.setCertReq(true);
      return tokens
          .generate(
              query.generate(TSPAlgorithms.SHA256, digest.bytes()), BigInteger.ONE, Date.from(NOW))
          .getEncoded("DER");
    } catch (GeneralSecurityException | OperatorCreationException | TSPException | IOException e) {
      throw new IllegalStateException("a throw-away timestamp must be possible", e);
    }
  }

  /** Trusts this authority alone. */
  public TimestampTrust trust() {
    try {
      X509Certificate own = new JcaX509CertificateConverter().getCertificate(certificate);
      return TimestampTrust.of(List.of(own));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a throw-away certificate must be readable", e);
    }
  }
}
