package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.decision.Consumption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Acts that count only together, in one batch: using a decision, and what it is used for. */
record Together(Judged judged) {
  /** Whether the batch opens that lane on that token. */
  boolean opens(String lane, String token) {
    return ofProgram()
        .anyMatch(d ->
            d.payload() instanceof LaneData.Opened o
                && o.consumes().equals(token)
                && lane.equals(d.source().leaf()));
  }

  /** Whether the batch consumes that token for the lane of this event, and has done so before. */
  boolean consumedFor(String token) {
    String lane = String.valueOf(judged.draft().source().leaf());
    return judged.actor().equals(judged.program().lanes().get(lane))
        && consumes(c -> c.token().equals(token) && lane.equals(c.lane()));
  }

  /**
   * Whether the batch's next event folds those tickets by that token: so every consumption has a
   * fold of its own.
   */
  boolean folds(ProgramData.Fold fold, String token) {
    List<EventDraft> batch = judged.batch();
    return batch.stream()
        .skip(batch.indexOf(judged.draft()) + 1L)
        .limit(1)
        .filter(this::isOfProgram)
        .anyMatch(d ->
            d.payload() instanceof TicketData.Folded f
                && f.decision().equals(token)
                && fold.equals(fold(d, f)));
  }

  /** Whether the batch consumes the decision for just this fold, and has done so before. */
  boolean consumedFor(TicketData.Folded folded) {
    ProgramData.Fold fold = fold(judged.draft(), folded);
    String token = folded.decision();
    Consumption last = judged.program().state().decisions().consumptions().get(token);
    return last != null
        && fold.equals(last.fold())
        && consumes(c -> c.token().equals(token) && fold.equals(c.fold()));
  }

  private boolean consumes(Predicate<ProgramData.Consumed> use) {
    return ofProgram().anyMatch(d -> d.payload() instanceof ProgramData.Consumed c && use.test(c));
  }

  private Stream<EventDraft> ofProgram() {
    return judged.batch().stream().filter(this::isOfProgram);
  }

  private boolean isOfProgram(EventDraft other) {
    return String.valueOf(other.source().program()).equals(judged.draft().source().program());
  }

  private static ProgramData.Fold fold(EventDraft draft, TicketData.Folded f) {
    return new ProgramData.Fold(String.valueOf(draft.source().leaf()), f.from(), f.to());
  }
}
