package dev.laneledger.app.http;

import dev.laneledger.api.canonical.IJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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

  /** More events than this are never appended as one. */
  static final int MAX_EVENTS = 1_000;

  private EventBodies() {}

  /**
   * The events of a body, 1 to {@link #MAX_EVENTS}, no two with the same source and id.
   *
   * @param mediaType one of {@link #MEDIA_TYPES}
   * @throws EventRefusedException with the pointer of what is wrong: into the event for {@link
   *     #ONE}, else into the array of events
   */
  static List<EventDraft> decode(String mediaType, byte[] body) {
    List<EventDraft> events =
        switch (mediaType) {
          case ONE -> List.of(EventCodec.decodeDraft(body));
          case BATCH -> batch(body);
          case LINES -> lines(body);
          default -> throw new IllegalArgumentException("no media type of events: " + mediaType);
        };
    requireDistinct(events);
    return events;
  }

  private static List<EventDraft> batch(byte[] body) {
    if (!(parse(body) instanceof ArrayNode array)) {
      throw invalid("", "a batch must be a JSON array of events, but is another JSON value");
    }
    requireCount(array.size());
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
      requireCount(events.size() + 1);
      events.add(at(events.size(), () -> EventCodec.decodeDraft(line)));
      from = end + 1;
    }
    requireCount(events.size());
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

  private static void requireCount(int count) {
    if (count < 1 || count > MAX_EVENTS) {
      String was = count < 1 ? "none" : "more";
      throw invalid("", "a batch must hold 1 to " + MAX_EVENTS + " events, but holds " + was);
    }
  }

  private record Name(StreamId source, String id) {}

  private static void requireDistinct(List<EventDraft> events) {
    Set<Name> seen = new HashSet<>();
    for (int i = 0; i < events.size(); i++) {
      EventDraft event = events.get(i);
      if (!seen.add(new Name(event.source(), event.id()))) {
        throw invalid(
            "/" + i + "/id",
            "an id must occur once in a batch for one source, but occurs again: " + event.id());
      }
    }
  }

  private static EventRefusedException invalid(String pointer, String message) {
    return new EventRefusedException(ReasonCode.BATCH_INVALID, pointer, message);
  }
}
