package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which streams a verdict reads. */
final class Reads {
  private Reads() {}

  static SortedSet<StreamId> of(Collection<EventDraft> batch) {
    SortedSet<StreamId> reads = new TreeSet<>();
    reads.add(StreamId.LEDGER);
    for (EventDraft draft : batch) {
      reads.add(draft.source());
      String program = draft.source().program();
      if (program != null) {
        reads.add(StreamId.program(program));
      }
      StreamId lane = laneOf(draft);
      if (lane != null) {
        reads.add(lane);
      }
      named(draft).forEach(ref -> reads.add(ref.source()));
    }
    return reads;
  }

  /** The events that an event rests on and that have to be there. */
  private static List<EventRef> named(EventDraft draft) {
    return switch (draft.payload()) {
      case ProgramData.LegDischarged discharged -> discharged.evidence();
      case LaneData.SelfChecked checked ->
          checked.checks().stream().flatMap(c -> c.basis().stream()).toList();
      default -> List.of();
    };
  }

  /** The lane that an event is about; null for none. */
  static @Nullable StreamId laneOf(EventDraft draft) {
    if (draft.payload() instanceof LaneData) {
      return draft.source();
    }
    String program = draft.source().program();
    String lane =
        switch (draft.payload()) {
          case ProgramData.Consumed consumed -> consumed.lane();
          case TicketData.Reserved reserved -> reserved.lane();
          default -> null;
        };
    return program == null || lane == null || !StreamId.isSegment(lane)
        ? null
        : StreamId.lane(program, lane);
  }
}
