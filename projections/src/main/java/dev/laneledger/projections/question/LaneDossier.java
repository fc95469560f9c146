package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.render.Conclusion;
import dev.laneledger.projections.render.Conclusions;
import dev.laneledger.projections.render.Fact;
import dev.laneledger.projections.render.LaneRecord;
import dev.laneledger.projections.render.LaneView;
import java.util.List;
import java.util.Optional;

/**
 * One lane in its ledger.
 *
 * @param view the lane's events up to its end, and its program's
 * @param conclusions what follows from them
 */
record LaneDossier(Dossier dossier, StreamId stream, LaneView view, List<Conclusion> conclusions) {

  static LaneDossier of(Dossier dossier, StreamId lane) {
    LaneRecord all =
        LaneRecord.of(
            lane, dossier.program(String.valueOf(lane.program())), dossier.ledger().packs());
    LaneView view = LaneView.untilEnd(all);
    return new LaneDossier(dossier, lane, view, Conclusions.of(view));
  }

  String program() {
    return String.valueOf(stream.program());
  }

  String lane() {
    return String.valueOf(stream.leaf());
  }

  /** The program after the last entry of the ledger. */
  ProgramState state() {
    return dossier.state().program(program());
  }

  /** The program just before that entry. */
  ProgramState stateBefore(long seq) {
    return dossier.stateBefore(program(), seq);
  }

  Optional<Fact<LaneData.Opened>> opened() {
    return view.last(LaneData.Opened.class);
  }

  <T extends EventData> List<Fact<T>> all(Class<T> type) {
    return view.all(type);
  }

  Conclusion conclusion(String id) {
    return conclusions.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  /** The position of the lane's first entry. */
  long start() {
    return dossier.stream(stream).getFirst().seq();
  }

  /** The lane's own events and those of its program that followed from its start on. */
  List<Placed> since(long seq) {
    return dossier.entries().stream()
        .filter(p -> p.seq() > seq)
        .filter(p -> program().equals(p.event().source().program()))
        .toList();
  }

  /** Whether nothing was recorded but the word of somebody on a lane of before this ledger. */
  boolean imported() {
    return view.imported();
  }

  static boolean byLedger(LedgerEvent event) {
    return event.actor().equals(LedgerEvent.LEDGER_ACTOR);
  }
}
