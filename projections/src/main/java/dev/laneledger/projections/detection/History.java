package dev.laneledger.projections.detection;

import dev.laneledger.api.canonical.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The events of a copy, told differently: stream numbers and hashes follow the new telling. */
final class History {
  private static final String STREAMSEQ = "streamseq";
  private static final String TIME = "recordedtime";

  private final LedgerCopy copy;
  private final List<ObjectNode> events;

  private History(LedgerCopy copy) {
    this.copy = copy;
    this.events = new ArrayList<>();
    copy.stored().forEach(entry -> events.add((ObjectNode) CanonicalJson.parse(entry.bytes())));
  }

  static History of(LedgerCopy copy) {
    return new History(copy);
  }

  /** The entry says something else. */
  LedgerCopy changed(int seq, Consumer<ObjectNode> change) {
    change.accept(events.get(seq));
    return told();
  }

  /** The entry never was. */
  LedgerCopy without(int seq) {
    shift(seq, source(events.remove(seq)), -1);
    return told();
  }

  /** The entry happened again right after, under an id of its own. */
  LedgerCopy twice(int seq) {
    ObjectNode again = events.get(seq).deepCopy();
    again.put("id", again.path("id").asString("") + "x");
    again.put(STREAMSEQ, again.path(STREAMSEQ).asLong() + 1);
    shift(seq + 1, source(again), 1);
    events.add(seq + 1, again);
    return told();
  }

  /** The entry happened before its neighbour. */
  LedgerCopy swapped(int seq) {
    ObjectNode first = events.get(seq - 1);
    ObjectNode second = events.get(seq);
    exchange(first, second, TIME);
    if (source(first).equals(source(second))) {
      exchange(first, second, STREAMSEQ);
    }
    events.set(seq - 1, second);
    events.set(seq, first);
    return told();
  }

  private static void exchange(ObjectNode a, ObjectNode b, String name) {
    JsonNode ofA = a.get(name);
    a.set(name, b.get(name));
    b.set(name, ofA);
  }

  /** Moves the numbers of a stream's events from there on. */
  private void shift(int from, String source, long by) {
    for (ObjectNode event : events.subList(from, events.size())) {
      if (source(event).equals(source)) {
        event.put(STREAMSEQ, event.path(STREAMSEQ).asLong() + by);
      }
    }
  }

  private static String source(ObjectNode event) {
    return event.path("source").asString("");
  }

  private LedgerCopy told() {
    return copy.rehashed(events.stream().map(CanonicalJson::write).toList());
  }
}
