package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are put together here so that no scanner takes this file for a leak. */
class SecretShapesTest {
  @ParameterizedTest
  @CsvSource({
    "a private key in PEM, -----BEGIN PRIV,ATE KEY-----",
    "a private key in PEM, -----BEGIN ENCRYPTED PRIV,ATE KEY-----",
    "a log's private key, PRIVATE+,KEY+ledger.example/audit+0123abcd+AQIDBA",
    "a bearer token of a ledger, llt,_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "a signed JSON web token, eyJhbGciOiJSUzI1NiJ9,.eyJzdWIiOiJsYW5lIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ",
    "an AWS access key, AKIA,IOSFODNN7EXAMPLE",
    "a GitHub token, ghp,_000000000000000000000000000000000000"
  })
  void aShapeIsFoundWhereverItStands(String kind, String begin, String end) {
    assertThat(SecretShapes.in("{\"reason\":\"see " + begin + end + "\\n\"}"))
        .containsExactly(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "ledger.example/audit+0123abcd+AQIDBA",
        "MAKIAIOSFODNN7EXAMPLE",
        "llt_short",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      })
  void whatIsNoSecretIsLeftAlone(String text) {
    assertThat(SecretShapes.in(text)).isEmpty();
  }
}
