package dev.laneledger.app.history;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.history.HistoryRefusedException.Fault;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and writes history files; line n is event n of the list, counted from 1. */
public final class HistoryFile {
  /** What may be brought in: each is a claim about the past. */
  static final Set<EventType> TYPES =
      EnumSet.of(
          EventType.TICKETS_REGISTERED, EventType.LANE_IMPORTED, EventType.PACKET_TREE_CLAIMED);

  private HistoryFile() {}

  /**
   * Reads the whole file before anything is sent.
   *
   * @throws HistoryRefusedException with everything that is wrong, if anything is
   */
  public static List<EventDraft> parse(byte[] ndjson) {
    List<EventDraft> events = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    Map<Id, Integer> lineOf = new HashMap<>();
    int line = 0;
    for (byte[] text : lines(ndjson)) {
      line++;
      try {
        EventDraft event = event(text);
        Integer first = lineOf.putIfAbsent(new Id(event.source().path(), event.id()), line);
        if (first != null) {
          faults.add(
              new Fault(
                  line,
                  "/id",
                  "an id must stand once in its source, but %s stands in line %d already: use another"
                      .formatted(event.id(), first)));
        }
        events.add(event);
      } catch (EventRefusedException e) {
        faults.add(new Fault(line, e.pointer(), e.code() + ": " + e.getMessage()));
      }
    }
    if (line == 0) {
      faults.add(new Fault(1, "", "a history must hold an event, but is empty"));
    }
    if (!faults.isEmpty()) {
      throw new HistoryRefusedException(faults);
    }
    return events;
  }

  private record Id(String source, String id) {}

  private static EventDraft event(byte[] line) {
    EventDraft event = EventCodec.decodeDraft(line);
    if (!TYPES.contains(event.type())) {
      throw new EventRefusedException(
          ReasonCode.TYPE_NOT_ALLOWED,
          "/type",
          "a history holds %s only, but was: %s; send others with ledger append"
              .formatted(
                  TYPES.stream().map(EventType::shortName).toList(), event.type().shortName()));
    }
    return event;
  }

  /** Ended by LF, the last one perhaps not. */
  private static List<byte[]> lines(byte[] text) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        lines.add(Arrays.copyOfRange(text, start, i));
        start = i + 1;
      }
    }
    if (start < text.length) {
      lines.add(Arrays.copyOfRange(text, start, text.length));
    }
    return lines;
  }

  /** The file of these events, each in its canonical form. */
  public static byte[] format(List<EventDraft> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (EventDraft event : events) {
      out.writeBytes(CanonicalJson.write(EventCodec.senderAttributes(event)));
      out.write('\n');
    }
    return out.toByteArray();
  }
}
