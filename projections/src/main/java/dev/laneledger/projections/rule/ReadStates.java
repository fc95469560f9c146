package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The states that a verdict reads, and how far each stream was when it was first read. */
final class ReadStates {
  private final Function<StreamId, StreamState> committed;
  private final Map<StreamId, StreamState> current = new HashMap<>();
  private final Map<String, StreamId> programs = new HashMap<>();
  private final SortedMap<StreamId, Long> readSet = new TreeMap<>();

  ReadStates(Function<StreamId, StreamState> committed) {
    this.committed = committed;
  }

  /** The stream's state as the events that were judged so far leave it. */
  StreamState of(StreamId stream) {
    StreamState known = current.get(stream);
    if (known == null) {
      known = committed.apply(stream);
      current.put(stream, known);
      read(stream, known.last());
    }
    return known;
  }

  /** The same of a program's own stream, by the program's id. */
  ProgramStream program(String id) {
    return (ProgramStream) of(programs.computeIfAbsent(id, StreamId::program));
  }

  /** Notes a stream that was read elsewhere; of two readings the older one decides. */
  void read(StreamId stream, long last) {
    readSet.merge(stream, last, Math::min);
  }

  void evolve(LedgerEvent event) {
    current.put(event.source(), of(event.source()).evolve(event));
  }

  /** The last streamseq of every stream that was read, −1 for one that is not open. */
  SortedMap<StreamId, Long> readSet() {
    return new TreeMap<>(readSet);
  }
}
