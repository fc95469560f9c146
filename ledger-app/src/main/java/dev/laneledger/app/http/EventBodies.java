package dev.laneledger.app.http;

import dev.laneledger.api.canonical.IJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.schema.EventFaults;
import dev.laneledger.app.schema.EventFaults.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reads the three forms in which events are sent, all of them I-JSON in UTF-8. */
final class EventBodies {
  /** One event: a CloudEvent in JSON. */
  static final String ONE = "application/cloudevents+json";

  /** A JSON array of events. */
  static final String BATCH = "application/cloudevents-batch+json";

  /** One event a line, each line ended by LF; the last LF may be missing. */
  static final String LINES = "application/x-ndjson";

  static final List<String> MEDIA_TYPES = List.of(ONE, BATCH, LINES);

  private static final Set<ReasonCode> FORM =
      Set.of(ReasonCode.ENVELOPE_INVALID, ReasonCode.PAYLOAD_INVALID, ReasonCode.UNKNOWN_ATTRIBUTE);

  private EventBodies() {}

  /**
   * The events of a body, in their order; how many there may be is not judged here.
   *
   * @param mediaType one of {@link #MEDIA_TYPES}
   * @throws EventRefusedException with the pointer of what is wrong: into the event for {@link
   *     #ONE}, else into the array of events
   */
  static List<EventDraft> decode(String mediaType, byte[] body) {
    return switch (mediaType) {
      case ONE -> List.of(EventCodec.decodeDraft(body));
      case BATCH -> batch(body);
      case LINES -> lines(body);
      default -> throw new IllegalArgumentException("no media type of events: " + mediaType);
    };
  }

  /**
   * Everything that is wrong with the form of the event that was refused: pointers into the body,
   * as the refusal's own; empty if it is no event of a known type, or the fault is none of form.
   */
  static List<Fault> faults(String mediaType, byte[] body, EventRefusedException refusal) {
    if (!FORM.contains(refusal.code())) {
      return List.of();
    }
    if (mediaType.equals(ONE)) {
      return EventFaults.of(parse(body));
    }
    String[] steps = refusal.pointer().split("/", 3);
    int index = steps.length > 1 ? Integer.parseInt(steps[1]) : 0;
    JsonNode event = mediaType.equals(BATCH) ? parse(body).path(index) : parse(line(body, index));
    return EventFaults.of(event).stream()
        .map(fault -> new Fault("/" + index + fault.pointer(), fault.detail()))
        .toList();
  }

  private static byte[] line(byte[] body, int index) {
    int from = 0;
    for (int i = 0; i < index; i++) {
      from = lineEnd(body, from) + 1;
    }
    return Arrays.copyOfRange(body, from, lineEnd(body, from));
  }

  private static List<EventDraft> batch(byte[] body) {
    if (!(parse(body) instanceof ArrayNode array)) {
      throw new EventRefusedException(
          ReasonCode.BATCH_INVALID,
          "",
          "a batch must be a JSON array of events, but is another JSON value");
    }
    List<EventDraft> events = new ArrayList<>(array.size());
    for (JsonNode event : array) {
      events.add(at(events.size(), () -> EventCodec.draftOf(event)));
    }
    return events;
  }

  /** The array around the events is one level more than an event may have. */
  private static JsonNode parse(byte[] body) {
    try {
      return IJson.parse(body, EventCodec.MAX_DEPTH + 1);
    } catch (JsonRefusedException e) {
      throw new EventRefusedException(
          EventCodec.codeOf(e), e.pointer(), String.valueOf(e.getMessage()));
    }
  }

  private static List<EventDraft> lines(byte[] body) {
    List<EventDraft> events = new ArrayList<>();
    int from = 0;
    while (from < body.length) {
      int end = lineEnd(body, from);
      byte[] line = Arrays.copyOfRange(body, from, end);
      events.add(at(events.size(), () -> EventCodec.decodeDraft(line)));
      from = end + 1;
    }
    return events;
  }

  private static int lineEnd(byte[] body, int from) {
    int end = from;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    return end;
  }

  private interface Decoding {
    EventDraft run();
  }

  private static EventDraft at(int index, Decoding decoding) {
    try {
      return decoding.run();
    } catch (EventRefusedException e) {
      throw e.under("/" + index);
    }
  }
}
