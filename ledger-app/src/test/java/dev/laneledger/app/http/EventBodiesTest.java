package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBodiesTest {
  private static final String EVENT =
      """
      {"specversion":"1.0","id":"%s","source":"/programs/P","type":"dev.laneledger.%s.v1",\
      "data":{"program":"P","title":"t"}}\
      """;

  @Test
  void the_three_forms_give_the_same_events() {
    String a = event("a");
    String b = event("b");

    assertThat(decode(EventBodies.ONE, a)).extracting(EventDraft::id).containsExactly("a");
    assertThat(decode(EventBodies.BATCH, "[" + a + "," + b + "]"))
        .isEqualTo(decode(EventBodies.LINES, a + "\n" + b + "\n"))
        .isEqualTo(decode(EventBodies.LINES, a + "\n" + b))
        .extracting(EventDraft::id)
        .containsExactly("a", "b");
  }

  @Test
  void pointers_begin_with_the_index_in_a_batch_and_in_lines_only() {
    String bad = event("b").replace("\"title\":\"t\"", "\"title\":7");
    String batch = "[" + event("a") + "," + bad + "]";

    assertRefused(EventBodies.ONE, bad, ReasonCode.PAYLOAD_INVALID, "/data/title");
    assertRefused(EventBodies.BATCH, batch, ReasonCode.PAYLOAD_INVALID, "/1/data/title");
    assertRefused(
        EventBodies.LINES, event("a") + "\n" + bad, ReasonCode.PAYLOAD_INVALID, "/1/data/title");
  }

  @Test
  void a_duplicate_name_is_found_within_a_batch() {
    String twice = event("b").replace("\"title\":\"t\"", "\"title\":\"t\",\"title\":\"u\"");

    assertRefused(
        EventBodies.BATCH,
        "[" + event("a") + "," + twice + "]",
        ReasonCode.DUPLICATE_NAME,
        "/1/data/title");
  }

  @Test
  void an_event_in_a_batch_may_be_as_deep_as_one_alone_and_no_deeper() {
    String deepest = event("a").replace("\"t\"", "[".repeat(30) + "]".repeat(30));
    String tooDeep = event("a").replace("\"t\"", "[".repeat(31) + "]".repeat(31));

    assertThat(refusal(EventBodies.ONE, deepest).code()).isEqualTo(ReasonCode.PAYLOAD_INVALID);
    assertThat(refusal(EventBodies.BATCH, "[" + deepest + "]").code())
        .isEqualTo(ReasonCode.PAYLOAD_INVALID);
    assertThat(refusal(EventBodies.ONE, tooDeep).code()).isEqualTo(ReasonCode.TOO_DEEP);
    assertThat(refusal(EventBodies.BATCH, "[" + tooDeep + "]").code())
        .isEqualTo(ReasonCode.TOO_DEEP);
  }

  @Test
  void a_batch_is_an_array() {
    assertThat(decode(EventBodies.BATCH, "[]")).isEmpty();
    assertThat(decode(EventBodies.LINES, "")).isEmpty();
    assertRefused(EventBodies.BATCH, event("a"), ReasonCode.BATCH_INVALID, "");
  }

  @Test
  void an_empty_line_is_not_an_event() {
    assertRefused(
        EventBodies.LINES, event("a") + "\n\n" + event("b"), ReasonCode.MALFORMED_JSON, "/1");
  }

  private static String event(String id) {
    return EVENT.formatted(id, "program.registered");
  }

  private static List<EventDraft> decode(String mediaType, String body) {
    return EventBodies.decode(mediaType, body.getBytes(StandardCharsets.UTF_8));
  }

  private static EventRefusedException refusal(String mediaType, String body) {
    return catchThrowableOfType(EventRefusedException.class, () -> decode(mediaType, body));
  }

  private static void assertRefused(
      String mediaType, String body, ReasonCode code, String pointer) {
    EventRefusedException refusal = refusal(mediaType, body);

    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.pointer()).isEqualTo(pointer);
  }
}
