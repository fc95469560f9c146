package dev.laneledger.app.signing;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The parts of a timestamp that no signature covers and that still have but one form (RFC 5652
 * section 5): DER, the type of the content, versions, the digest algorithm and its parameters.
 */
final class TokenEnvelope {
  /** Of signed data that are not plain data (RFC 5652 section 5.1). */
  private static final int SIGNED_DATA_VERSION = 3;

  private TokenEnvelope() {}

  /**
   * What is wrong, or empty.
   *
   * @throws IOException or an IllegalArgumentException if it is no signed data at all
   */
  static String flaw(byte[] token) throws IOException {
    ContentInfo info = ContentInfo.getInstance(token);
    if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
      return "content of type " + info.getContentType();
    }
    if (!Arrays.equals(token, info.getEncoded(ASN1Encoding.DER))) {
      return "another encoding than DER";
    }
    SignedData data = SignedData.getInstance(info.getContent());
    if (data.getVersion().intValueExact() != SIGNED_DATA_VERSION) {
      return "signed data of version " + data.getVersion();
    }
    for (ASN1Encodable element : data.getSignerInfos()) {
      String flaw = flaw(data, SignerInfo.getInstance(element));
      if (!flaw.isEmpty()) {
        return flaw;
      }
    }
    return "";
  }

  private static String flaw(SignedData data, SignerInfo signer) {
    boolean byName = !signer.getSID().isTagged();
    if (signer.getVersion().intValueExact() != (byName ? 1 : SIGNED_DATA_VERSION)) {
      return "a signer of version " + signer.getVersion();
    }
    AlgorithmIdentifier digest = signer.getDigestAlgorithm();
    List<AlgorithmIdentifier> named =
        Arrays.stream(data.getDigestAlgorithms().toArray())
            .map(AlgorithmIdentifier::getInstance)
            .toList();
    if (!isPlain(digest) || !named.stream().allMatch(TokenEnvelope::isPlain)) {
      return "a digest algorithm with parameters";
    }
    ASN1ObjectIdentifier algorithm = digest.getAlgorithm();
    return named.stream().anyMatch(one -> one.getAlgorithm().equals(algorithm))
        ? ""
        : "a digest algorithm that it does not name, " + algorithm;
  }

  /** Digests have no parameters: none, or NULL. */
  private static boolean isPlain(AlgorithmIdentifier digest) {
    return digest.getParameters() == null || DERNull.INSTANCE.equals(digest.getParameters());
  }
}
