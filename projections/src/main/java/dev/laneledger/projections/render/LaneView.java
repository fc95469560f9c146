package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.ProgramState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A lane's record with its events at hand by type. */
public final class LaneView {
  private final LaneRecord laneRecord;
  private final List<LedgerEvent> events;
  private final Map<Class<?>, List<LedgerEvent>> ofLane;
  private final Map<Class<?>, List<LedgerEvent>> ofProgram;

  private LaneView(LaneRecord laneRecord, List<LedgerEvent> events) {
    this.laneRecord = laneRecord;
    this.events = events;
    this.ofLane = byType(events);
    this.ofProgram = byType(laneRecord.programEvents());
  }

  /** What the lane's stream held when the lane ended; all of it, if it did not. */
  public static LaneView untilEnd(LaneRecord laneRecord) {
    List<LedgerEvent> all = laneRecord.events();
    int end = 0;
    while (end < all.size() && !ends(all.get(end))) {
      end++;
    }
    return new LaneView(laneRecord, all.subList(0, Math.min(end + 1, all.size())));
  }

  /** A refusal may still follow in the stream; it is not part of the lane. */
  private static boolean ends(LedgerEvent event) {
    return event.payload() instanceof LaneData.Completed
        || event.payload() instanceof LaneData.Stopped
        || event.payload() instanceof LaneData.Imported;
  }

  /** What the lane's stream held before it was sealed. */
  static LaneView beforeSeal(LaneRecord laneRecord) {
    return new LaneView(
        laneRecord,
        laneRecord.events().stream()
            .takeWhile(e -> !(e.payload() instanceof LaneData.PacketSealed))
            .toList());
  }

  public LaneRecord laneRecord() {
    return laneRecord;
  }

  public List<LedgerEvent> events() {
    return events;
  }

  /** The program as it stood. */
  ProgramState state() {
    return laneRecord.state();
  }

  /** The lane's events of one type, in order. */
  public <T extends EventData> List<Fact<T>> all(Class<T> type) {
    return facts(ofLane, type);
  }

  /** The lane's newest event of one type, or empty. */
  public <T extends EventData> Optional<Fact<T>> last(Class<T> type) {
    return all(type).stream().reduce((a, b) -> b);
  }

  /** Events of the program's own and its ticket streams of one type, each stream in order. */
  public <T extends EventData> List<Fact<T>> ofProgram(Class<T> type) {
    return facts(ofProgram, type);
  }

  private static Map<Class<?>, List<LedgerEvent>> byType(List<LedgerEvent> events) {
    return events.stream().collect(Collectors.groupingBy(e -> e.payload().getClass()));
  }

  private static <T extends EventData> List<Fact<T>> facts(
      Map<Class<?>, List<LedgerEvent>> events, Class<T> type) {
    return events.getOrDefault(type, List.of()).stream()
        .map(e -> new Fact<>(type.cast(e.payload()), e.ref(), e.actor()))
        .toList();
  }

  /** The event that consumed the decision for this lane, or empty. */
  public Optional<Fact<ProgramData.Consumed>> consumption() {
    return ofProgram(ProgramData.Consumed.class).stream()
        .filter(c -> laneRecord.lane().equals(c.data().lane()))
        .findFirst();
  }

  /**
   * Whether an event of the program's stream is this lane's: its principal appended it after it had
   * consumed the decision for this lane, and before it did so for the next.
   */
  public boolean isOwn(Fact<?> fact) {
    return consumption()
        .filter(c -> c.actor().equals(fact.actor()))
        .filter(c -> c.by().streamseq() <= fact.by().streamseq())
        .filter(c -> fact.by().streamseq() < nextConsumption(c))
        .isPresent();
  }

  private long nextConsumption(Fact<ProgramData.Consumed> own) {
    return ofProgram(ProgramData.Consumed.class).stream()
        .filter(c -> c.actor().equals(own.actor()))
        .mapToLong(c -> c.by().streamseq())
        .filter(at -> at > own.by().streamseq())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Whether the event stands in this lane's stream, as far as it is rendered here. */
  public boolean isOfLane(EventRef ref) {
    return ref.source().equals(laneRecord.stream()) && ref.streamseq() < events.size();
  }

  /** Whether the record holds that stream: the lane's, or one of the program's own and tickets. */
  boolean holdsStream(StreamId stream) {
    return stream.equals(laneRecord.stream())
        || (laneRecord.program().equals(stream.program()) && stream.kind() != StreamId.Kind.LANE);
  }

  /** Whether the lane is of the time before this ledger. */
  public boolean imported() {
    return last(LaneData.Imported.class).isPresent();
  }

  /** Why the stream holds no event of that kind, in a sentence. */
  public String because(String typeName) {
    String missing = "the lane's stream holds no " + typeName + " event";
    if (imported()) {
      return missing + ": the lane ran before this ledger and was imported";
    }
    return last(LaneData.Stopped.class)
        .map(s -> missing + ": the lane stopped (" + s.data().reason() + ")")
        .orElse(missing);
  }
}
