package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.decision.Selection;
import dev.laneledger.projections.render.Fact;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a lane consumed, as the entries before the consumption have it.
 *
 * @param consumed the event that used it up
 * @param seq the position of that event
 * @param at its recorded time
 * @param actor who consumed it
 * @param before the program just before it
 */
record Decision(
    Fact<ProgramData.Consumed> consumed, long seq, String at, String actor, ProgramState before) {

  static Optional<Decision> of(LaneDossier lane) {
    return lane.view()
        .consumption()
        .flatMap(c ->
            lane.dossier()
                .find(c.by())
                .map(p ->
                    new Decision(
                        c,
                        p.seq(),
                        p.event().recordedtime(),
                        p.event().actor(),
                        lane.stateBefore(p.seq()))));
  }

  String token() {
    return consumed.data().token();
  }

  /** The selection that stood at that moment, or empty. */
  Optional<Selection> selection() {
    return before.decisions().usableSelection(token(), at);
  }

  /** The delegation that stood at that moment, if no selection did, or empty. */
  Optional<Delegation> delegation() {
    return selection().isPresent()
        ? Optional.empty()
        : before.decisions().usableDelegation(token(), at, actor).map(Map.Entry::getValue);
  }

  /** The owner's act that made the token usable; if none stood, the newest that named it. */
  Optional<EventRef> act() {
    return selection()
        .map(Selection::by)
        .or(() -> delegation().map(Delegation::by))
        .or(() -> before.decisions().newestSelection(token()).map(Selection::by))
        .or(() -> before.decisions().newestDelegation(token()).map(Delegation::by));
  }

  boolean stood() {
    return selection().isPresent() || delegation().isPresent();
  }

  @Nullable String expires() {
    return selection().isPresent()
        ? selection().get().expires()
        : delegation().map(Delegation::expires).orElse(null);
  }
}
