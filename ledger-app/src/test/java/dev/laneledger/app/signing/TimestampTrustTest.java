package dev.laneledger.app.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.TimestampCheck.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimestampTrustTest {
  private static final Hash DIGEST = Hash.sha256(new byte[] {1});

  @TempDir Path dir;

  private TestAuthority authority;
  private TimestampTrust trust;

  @BeforeEach
  void start() throws Exception {
    authority = new TestAuthority();
    trust = TimestampTrust.read(authority.certificates(dir.resolve("root.pem")));
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private byte[] token(Instant time) throws IOException {
    TimestampQuery query = TimestampQuery.of(DIGEST);
    return query.token(authority.respond(query.der(), time));
  }

  @Test
  void aTokenOfATrustedAuthorityTellsTheLatestTime() throws IOException {
    Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    assertThat(trust.check(token(time), DIGEST))
        .isEqualTo(new Outcome.Good(time.plusSeconds(2).toString(), TestAuthority.NAME));
  }

  @Test
  void openSslSaysTheSame() throws Exception {
    Path data = Files.write(dir.resolve("data"), new byte[] {1});
    Path token = Files.write(dir.resolve("token.tsr"), token(Instant.now()));
    List<String> verify =
        List.of(
            "openssl",
            "ts",
            "-verify",
            "-data",
            data + "",
            "-in",
            token + "",
            "-token_in",
            "-CAfile",
            dir.resolve("root.pem").toString());
    assertThat(new ProcessBuilder(verify).start().waitFor()).isZero();
    Files.write(data, new byte[] {2});
    assertThat(new ProcessBuilder(verify).start().waitFor()).isNotZero();
  }

  @Test
  void theAuthoritysOwnCertificateMayBeTrusted() throws IOException {
    Path own = Files.writeString(dir.resolve("own.pem"), TestAuthority.pem(authority.certificate));
    assertThat(TimestampTrust.read(own).check(token(Instant.now()), DIGEST))
        .isInstanceOf(Outcome.Good.class);
  }

  @Test
  void aTokenOfSomethingElseIsBad() throws IOException {
    Hash other = Hash.sha256(new byte[] {2});
    assertThat(trust.check(token(Instant.now()), other))
        .isEqualTo(
            new Outcome.Bad("a timestamp of SHA-256 " + other.hex(), "one of " + DIGEST.hex()));
  }

  @Test
  void aChangedTokenIsBadOrSaysTheSame() throws IOException {
    byte[] token = token(Instant.now());
    Outcome unchanged = trust.check(token, DIGEST);
    int bad = 0;
    for (int at = 0; at < token.length; at += 7) {
      byte[] changed = token.clone();
      changed[at] ^= 1;
      Outcome outcome = trust.check(changed, DIGEST);
      if (outcome instanceof Outcome.Good) {
        assertThat(outcome).isEqualTo(unchanged);
      }
      bad += outcome instanceof Outcome.Bad ? 1 : 0;
    }
    assertThat(bad).isGreaterThan(token.length / 28);
    byte[] signature = token.clone();
    signature[token.length - 3] ^= 1;
    assertThat(trust.check(signature, DIGEST)).isInstanceOf(Outcome.Bad.class);
  }

  @Test
  void whatIsNoTokenIsBad() throws IOException {
    byte[] token = token(Instant.now());
    for (byte[] bytes :
        List.of(
            new byte[0],
            new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1},
            new byte[300_000],
            nested(0x80, 120_000),
            nested(0xa0, 120_000),
            Arrays.copyOf(token, token.length / 2))) {
      assertThat(trust.check(bytes, DIGEST)).isInstanceOf(Outcome.Bad.class);
    }
  }

  /** Type, versions and digest algorithms stand before the signed content, and no hash has them. */
  @Test
  void aChangedBitOfTheEnvelopeIsBadAlthoughNoSignatureCoversIt() throws IOException {
    byte[] token = token(Instant.now());
    for (int bit = 0; bit < 41 * 8; bit++) {
      byte[] changed = token.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(trust.check(changed, DIGEST)).as("bit %d", bit).isInstanceOf(Outcome.Bad.class);
    }
  }

  /** Sequences of indefinite length in one another. */
  private static byte[] nested(int tag, int depth) {
    byte[] bytes = new byte[2 * depth];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = (byte) (tag == 0x80 ? 0x30 : tag);
      bytes[i + 1] = (byte) 0x80;
    }
    return bytes;
  }

  @Test
  void aTimeAtWhichTheCertificateWasNotValidIsBad() throws IOException {
    Instant late = Instant.now().plus(Duration.ofDays(400));
    assertThat(trust.check(token(late), DIGEST)).isInstanceOf(Outcome.Bad.class);
  }

  @Test
  void aCertificateForAnythingElseIsBad() throws Exception {
    assertThat(trust.check(signedAs(KeyPurposeId.id_kp_timeStamping), DIGEST))
        .isInstanceOf(Outcome.Good.class);
    assertThat(trust.check(signedAs(KeyPurposeId.id_kp_codeSigning), DIGEST))
        .isInstanceOf(Outcome.Bad.class);
  }

  /** A token that is right in all but, perhaps, what its certificate is for. */
  private byte[] signedAs(KeyPurposeId purpose) throws Exception {
    X509CertificateHolder certificate = authority.otherwise(purpose);
    CMSSignedData like =
        new TimeStampToken(new CMSSignedData(token(Instant.now()))).toCMSSignedData();
    ESSCertIDv2 id = new ESSCertIDv2(Hash.sha256(certificate.getEncoded()).bytes());
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(id))));
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
            .build("SHA256withECDSA", authority.keys.getPrivate(), certificate));
    generator.addCertificates(new JcaCertStore(List.of(certificate)));
    byte[] content = (byte[]) like.getSignedContent().getContent();
    return generator
        .generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, content), true)
        .getEncoded("DER");
  }

  @Test
  void aTokenOfAnotherAuthorityIsNotTrusted() throws Exception {
    try (TestAuthority other = new TestAuthority()) {
      TimestampTrust others = TimestampTrust.read(other.certificates(dir.resolve("other.pem")));
      assertThat(others.check(token(Instant.now()), DIGEST)).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void anAnswerToAnotherQuestionIsRefused() throws IOException {
    byte[] answer = authority.respond(TimestampQuery.of(DIGEST).der(), Instant.now());
    assertThatThrownBy(() -> TimestampQuery.of(DIGEST).token(answer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the authority must answer the question");
    assertThatThrownBy(() -> TimestampQuery.of(DIGEST).token(new byte[] {1}))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFileWithoutCertificatesTrustsNobody() throws IOException {
    Path empty = Files.writeString(dir.resolve("empty.pem"), "nothing\n");
    assertThatThrownBy(() -> TimestampTrust.read(empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("PEM certificates");
  }
}
