package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.StreamId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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

  /** An event is searched by its texts, and only then as a whole. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "llt,_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "PRIVATE+,KEY+ledger.example/audit+0123abcd+AQIDBA",
        "AKIA,IOSFODNN7EXAMPLE",
        "ghs,_000000000000000000000000000000000000"
      })
  void ofAnEventEveryTextIsSearched(String parts) {
    String secret = parts.replace(",", "");
    StreamId lane = StreamId.lane("P", "l");
    ObjectNode plain = JsonNodeFactory.instance.objectNode().put("text", "nothing");
    ObjectNode nested = plain.deepCopy();
    nested.putArray("list").addObject().put("deep", "\u001A\n" + secret);
    ObjectNode named = plain.deepCopy().put(secret, true);
    assertThat(SecretShapes.in(draft("id", lane, null, plain))).isEmpty();
    for (EventDraft draft :
        List.of(
            draft("id", lane, null, nested),
            draft("id", lane, null, named),
            draft("id", lane, secret, plain),
            draft(secret, lane, null, plain))) {
      assertThat(SecretShapes.in(draft))
          .isEqualTo(SecretShapes.in(EventCodec.senderAttributes(draft).toString()));
    }
    assertThat(SecretShapes.in(draft("id", lane, null, named))).hasSize(1);
  }

  private static EventDraft draft(String id, StreamId source, String subject, ObjectNode data) {
    LaneData.StepExecuted none =
        new LaneData.StepExecuted("s", "d", "m", null, LaneData.Result.PASS, List.of());
    return new EventDraft(
        id, source, EventType.LANE_STEP_EXECUTED, subject, null, data, none, null);
  }
}
