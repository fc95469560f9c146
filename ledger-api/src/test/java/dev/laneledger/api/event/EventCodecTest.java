package dev.laneledger.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCodecTest {
  private static final String RESERVED =
      """
      {"specversion":"1.0","id":"t-1","source":"/programs/P/tickets/TKT","subject":"1..2",\
      "type":"dev.laneledger.tickets.reserved.v1","time":"2026-06-12T00:00:00.000Z",\
      "data":{"lane":"l","from":1,"to":2,"applyNow":false}}\
      """;

  @Test
  void anEntryReadBackIsTheSameBytes() {
    EventDraft draft = EventCodec.decodeDraft(RESERVED.getBytes(UTF_8));
    byte[] entry =
        EventCodec.encode(new LedgerEvent(draft, "lane:t1", "2026-06-12T00:00:00.017Z", 0));
    assertThat(new String(entry, UTF_8))
        .isEqualTo(
            "{\"actor\":\"lane:t1\",\"data\":{\"applyNow\":false,\"from\":1,\"lane\":\"l\",\"to\":2},"
                + "\"datacontenttype\":\"application/json\",\"id\":\"t-1\","
                + "\"recordedtime\":\"2026-06-12T00:00:00.017Z\","
                + "\"source\":\"/programs/P/tickets/TKT\",\"specversion\":\"1.0\",\"streamseq\":0,"
                + "\"subject\":\"1..2\",\"time\":\"2026-06-12T00:00:00.000Z\","
                + "\"type\":\"dev.laneledger.tickets.reserved.v1\"}");
    assertThat(EventCodec.encode(EventCodec.decode(entry))).isEqualTo(entry);
    assertThat(EventCodec.decode(entry).payload())
        .isEqualTo(new TicketData.Reserved("l", 1, 2, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "specversion":"1.0"  | "specversion":"1.1"            | ENVELOPE_INVALID     | /specversion
          "id":"t-1"           | "id":""                        | ENVELOPE_INVALID     | /id
          "id":"t-1"           | "id":"é"                       | ENVELOPE_INVALID     | /id
          "id":"t-1"           | "id":"ledger:t-1"              | ENVELOPE_INVALID     | /id
          "id":"t-1"           | "ident":"t-1"                  | UNKNOWN_ATTRIBUTE    | /ident
          "id":"t-1"           | "id":"t-1","streamseq":0       | LEDGER_ATTRIBUTE_SET | /streamseq
          "id":"t-1"           | "id":"t-1","actor":"owner:o"   | LEDGER_ATTRIBUTE_SET | /actor
          "id":"t-1"           | "id":"t-1","id":"t-2"          | DUPLICATE_NAME       | /id
          /programs/P/tickets/ | /programs/../tickets/          | ENVELOPE_INVALID     | /source
          /programs/P/tickets/ | /programs/P/lanes/             | TYPE_NOT_IN_STREAM   | /source
          tickets.reserved.v1  | tickets.reserved.v2            | UNKNOWN_TYPE         | /type
          2026-06-12T00        | 2026-02-30T00                  | ENVELOPE_INVALID     | /time
          00.000Z              | 00Z                            | ENVELOPE_INVALID     | /time
          "from":1             | "from":"1"                     | PAYLOAD_INVALID      | /data/from
          "from":1             | "from":1.5                     | PAYLOAD_INVALID      | /data/from
          "from":1             | "from":null                    | PAYLOAD_INVALID      | /data/from
          "from":1,            | ''                             | PAYLOAD_INVALID      | /data/from
          "lane":"l",          | ''                             | PAYLOAD_INVALID      | /data/lane
          "lane":"l"           | "lane":7                       | PAYLOAD_INVALID      | /data/lane
          "lane":"l"           | "lane":"l","more":1            | PAYLOAD_INVALID      | /data/more
          "to":2               | "to":9007199254740992          | NUMBER_RANGE         | /data/to
          """)
  void whatTheFormatDoesNotAdmitIsRefusedByCodeAndPointer(
      String from, String to, ReasonCode code, String pointer) {
    assertThat(RESERVED).contains(from);
    byte[] changed = RESERVED.replace(from, to).getBytes(UTF_8);
    EventRefusedException refused =
        catchThrowableOfType(EventRefusedException.class, () -> EventCodec.decodeDraft(changed));
    assertThat(refused).as("accepted: " + RESERVED.replace(from, to)).isNotNull();
    assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
    assertThat(refused.pointer()).as(refused.getMessage()).isEqualTo(pointer);
  }

  @Test
  void aRepeatIsRecognisedWithoutItsTraceAndOrder() {
    String traced =
        RESERVED.replace(
            "\"id\"",
            "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\",\"id\"");
    assertThat(EventCodec.repeatKey(EventCodec.decodeDraft(traced.getBytes(UTF_8))))
        .isEqualTo(EventCodec.repeatKey(EventCodec.decodeDraft(RESERVED.getBytes(UTF_8))));
  }

  @Test
  void aRequirementNamesExactlyOneThing() {
    assertThatThrownBy(() -> new Requirement("OPT_4", null, "B", null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("had 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "9999", "2026-06-12T00:00:00Z", "2026-02-30T00:00:00.000Z"})
  void anExpiryThatIsNoTimeIsRefused(String expires) {
    String delegated =
        """
        {"specversion":"1.0","id":"d","source":"/programs/P",\
        "type":"dev.laneledger.decision.delegated.v1","data":{"token":"T","through":"x",\
        "person":"o","reason":"r","expires":"%s","signature":{"keyid":"k","sig":"s"}}}\
        """
            .formatted(expires);
    assertThatThrownBy(() -> EventCodec.decodeDraft(delegated.getBytes(UTF_8)))
        .isInstanceOf(EventRefusedException.class)
        .hasMessageContaining("expires must be an existing RFC 3339 UTC time");
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyTypeIsFoundByItsNames(EventType type) {
    assertThat(EventType.ofWire(type.wire())).contains(type);
    assertThat(EventType.ofName(type.shortName())).contains(type);
  }
}
