package dev.laneledger.app.signing;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.TimestampCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.GenTimeAccuracy;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/**
 * Judges RFC 3161 timestamps by the certificates of trusted authorities. A good one is over exactly
 * that digest, signed by a certificate for timestamping alone (extended key usage, critical), which
 * was valid at the stated time and leads to a trusted certificate. Whether a certificate was
 * revoked is not asked.
 */
public final class TimestampTrust implements TimestampCheck {
  /** No authority's token with its certificates is larger. */
  private static final int MAX_BYTES = 256 << 10;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_MILLI = 1_000;

  private final List<X509Certificate> trusted;

  private TimestampTrust(List<X509Certificate> trusted) {
    this.trusted = trusted;
  }

  /**
   * Trusts the certificates of that file: authorities' own, or those that lead to them.
   *
   * @param pem one or more certificates
   * @throws IOException if it cannot be read or holds none
   */
  public static TimestampTrust read(Path pem) throws IOException {
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      for (var certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(pem)))) {
        certificates.add((X509Certificate) certificate);
      }
      if (certificates.isEmpty()) {
        throw new IOException(pem + " must hold PEM certificates of authorities, but holds none");
      }
      return new TimestampTrust(List.copyOf(certificates));
    } catch (GeneralSecurityException e) {
      throw new IOException(pem + " must hold PEM certificates, but: " + e.getMessage(), e);
    }
  }

  static TimestampTrust of(List<X509Certificate> trusted) {
    return new TimestampTrust(List.copyOf(trusted));
  }

  @Override
  public Outcome check(byte[] token, Hash digest) {
    if (token.length > MAX_BYTES) {
      return new Outcome.Bad(
          "a timestamp of at most " + MAX_BYTES + " bytes", token.length + " bytes");
    }
    try {
      String loose = TokenEnvelope.flaw(token);
      return loose.isEmpty()
          ? check(new TimeStampToken(new CMSSignedData(token)), digest)
          : new Outcome.Bad("a timestamp (RFC 3161) in its one form", loose);
    } catch (CMSException
        | TSPException
        | IOException
        | GeneralSecurityException
        | OperatorCreationException
        | RuntimeException e) {
      return new Outcome.Bad(
          "a timestamp (RFC 3161) that verifies", String.valueOf(e.getMessage()));
    }
  }

  private Outcome check(TimeStampToken token, Hash digest)
      throws TSPException, GeneralSecurityException, OperatorCreationException, IOException {
    TimeStampTokenInfo info = token.getTimeStampInfo();
    String imprint = HexFormat.of().formatHex(info.getMessageImprintDigest());
    if (!NISTObjectIdentifiers.id_sha256.equals(info.getMessageImprintAlgOID())
        || !imprint.equals(digest.hex())) {
      return new Outcome.Bad("a timestamp of SHA-256 " + digest.hex(), "one of " + imprint);
    }
    List<X509Certificate> sent = certificates(token);
    List<X509Certificate> signers =
        Stream.concat(sent.stream(), trusted.stream())
            .filter(certificate -> names(token, certificate))
            .toList();
    if (signers.isEmpty()) {
      return new Outcome.Unknown("the certificate of its signer is not there");
    }
    X509Certificate signer = signers.getFirst();
    SignerInformationVerifier verifier = new JcaSimpleSignerInfoVerifierBuilder().build(signer);
    token.validate(verifier); // imprinted certificate, usage, validity at that time, signature
    return leadsToTrusted(signer, sent, info.getGenTime())
        ? new Outcome.Good(latest(info).toString(), signer.getSubjectX500Principal().getName())
        : new Outcome.Unknown(
            "no trusted certificate vouches for "
                + signer.getSubjectX500Principal().getName()
                + " at that time");
  }

  private static boolean names(TimeStampToken token, X509Certificate certificate) {
    try {
      return token.getSID().match(new X509CertificateHolder(certificate.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      return false;
    }
  }

  private static List<X509Certificate> certificates(TimeStampToken token)
      throws GeneralSecurityException, IOException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
      certificates.add(
          (X509Certificate)
              factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
    }
    return certificates;
  }

  private boolean leadsToTrusted(X509Certificate signer, List<X509Certificate> sent, Date time)
      throws GeneralSecurityException {
    if (trusted.contains(signer)) {
      return true;
    }
    Set<TrustAnchor> anchors = new HashSet<>();
    trusted.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(signer);
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
    parameters.setRevocationEnabled(false);
    parameters.setDate(time);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(sent)));
    try {
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (CertPathBuilderException e) {
      return false;
    }
  }

  /** The stated time, and as much later as the authority allows itself to err. */
  private static Instant latest(TimeStampTokenInfo info) {
    Instant time = info.getGenTime().toInstant();
    GenTimeAccuracy accuracy = info.getGenTimeAccuracy();
    if (accuracy == null) {
      return time;
    }
    long micros =
        accuracy.getSeconds() * MICROS_PER_SECOND
            + accuracy.getMillis() * MICROS_PER_MILLI
            + accuracy.getMicros();
    return time.plus(micros, ChronoUnit.MICROS);
  }
}
