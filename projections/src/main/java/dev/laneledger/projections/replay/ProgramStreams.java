package dev.laneledger.projections.replay;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.render.LaneRecord;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.StreamState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What packets and reports are made of: the streams of programs, as far as they were read. Nearly
 * all of a ledger is lanes, and of these one is looked at once or twice: they lie in a spool.
 */
final class ProgramStreams {
  private final Map<String, Map<StreamId, List<LedgerEvent>>> programs = new HashMap<>();
  private final EventSpool spool = new EventSpool();
  private LedgerStream ledger = (LedgerStream) StreamState.initial(StreamId.LEDGER);

  /**
   * One more event of the ledger, in order.
   *
   * @param bytes its canonical bytes
   */
  void accept(LedgerEvent event, byte[] bytes) {
    StreamId source = event.source();
    if (source.program() != null) {
      add(streams(source).computeIfAbsent(source, this::list), event, bytes);
    } else if (source.kind() == StreamId.Kind.LEDGER) {
      ledger = ledger.evolve(event);
    }
  }

  private static void add(List<LedgerEvent> events, LedgerEvent event, byte[] bytes) {
    if (events instanceof EventSpool.Spooled spooled) {
      spooled.add(bytes);
    } else {
      events.add(event);
    }
  }

  private List<LedgerEvent> list(StreamId stream) {
    return stream.kind() == StreamId.Kind.LANE ? spool.list() : new ArrayList<>();
  }

  /**
   * The lane's stream and its program's own and ticket streams, as they were before the last of
   * these events, which are the newest.
   */
  Map<StreamId, List<LedgerEvent>> before(List<LedgerEvent> newest, StreamId lane) {
    Map<StreamId, List<LedgerEvent>> before = new HashMap<>();
    streams(lane)
        .forEach((stream, events) -> {
          if (stream.equals(lane) || stream.kind() != StreamId.Kind.LANE) {
            long of = newest.stream().filter(event -> event.source().equals(stream)).count();
            before.put(stream, events.subList(0, events.size() - (int) of));
          }
        });
    before.values().removeIf(List::isEmpty);
    return before;
  }

  /** The events of one stream so far. */
  List<LedgerEvent> events(StreamId stream) {
    return streams(stream).getOrDefault(stream, List.of());
  }

  /** The lane's record at this point. */
  LaneRecord laneRecord(StreamId lane) {
    return LaneRecord.of(lane, streams(lane), ledger.packs());
  }

  /** This point, to come back to when more was read. */
  Moment moment(StreamId lane) {
    Map<StreamId, Integer> sizes = new HashMap<>();
    streams(lane)
        .forEach((stream, events) -> {
          if (stream.equals(lane) || stream.kind() != StreamId.Kind.LANE) {
            sizes.put(stream, events.size());
          }
        });
    return new Moment(lane, sizes, ledger.packs());
  }

  /** The lane's record as it was at that point. */
  LaneRecord laneRecord(Moment moment) {
    Map<StreamId, List<LedgerEvent>> then = new HashMap<>();
    moment
        .sizes()
        .forEach((stream, size) ->
            then.put(stream, streams(stream).getOrDefault(stream, List.of()).subList(0, size)));
    return LaneRecord.of(moment.lane(), then, moment.packs());
  }

  /** A point of the ledger, seen from one lane. */
  record Moment(StreamId lane, Map<StreamId, Integer> sizes, List<LedgerData.PackPin> packs) {}

  private Map<StreamId, List<LedgerEvent>> streams(StreamId ofProgram) {
    return programs.computeIfAbsent(String.valueOf(ofProgram.program()), p -> new HashMap<>());
  }
}
