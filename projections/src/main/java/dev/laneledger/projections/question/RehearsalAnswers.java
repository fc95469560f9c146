package dev.laneledger.projections.question;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.projections.render.Conclusion;
import dev.laneledger.projections.render.Fact;
import dev.laneledger.projections.render.Pins;
import dev.laneledger.projections.render.Proofs;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What was compared, where it was done, and what it left behind. */
final class RehearsalAnswers {
  private RehearsalAnswers() {}

  static Draft whichDocuments(LaneDossier lane) {
    List<Fact<LaneData.PreflightChecked>> preflights = lane.all(LaneData.PreflightChecked.class);
    if (preflights.isEmpty()) {
      return Draft.unanswerable(lane.view().because("lane.preflight-checked"));
    }
    Draft draft = new Draft().onFacts(preflights);
    Pins pins = Pins.of(lane.view());
    for (Fact<LaneData.PreflightChecked> f : preflights) {
      List<LaneData.ReadDocument> documents =
          f.data().gates().stream().flatMap(g -> g.documents().stream()).distinct().toList();
      if (documents.isEmpty()) {
        draft.computed("Preflight compared no document.");
      }
      documents.forEach(d -> document(lane, d, pins, draft));
      gates(f.data().gates(), pins, draft);
    }
    readAgain(lane, pins, draft);
    return draft.claimed("that these bytes were read: the lane says what it read");
  }

  private static void document(
      LaneDossier lane, LaneData.ReadDocument read, Pins pins, Draft draft) {
    Optional<Fact<ProgramData.DocumentPinned>> pin = pins.equal(read);
    pin.ifPresent(p -> draft.on(p.by()));
    String words =
        Words.say(
            "%s, revision %d, %d bytes, SHA-256 %s",
            read.path(), read.storeRevision(), read.bytes(), read.sha256());
    draft.judge(pin.isPresent(), words + ": as pinned.", words + ": no pin has these bytes.");
    ProgramData.DocumentPinned now = lane.state().documents().pins().get(read.path());
    if (pin.isPresent() && now != null && !now.sha256().equals(read.sha256())) {
      draft.computed(
          Words.say(
              "%s has been pinned anew since, revision %d, SHA-256 %s.",
              read.path(), now.storeRevision(), now.sha256()));
    }
  }

  private static void readAgain(LaneDossier lane, Pins pins, Draft draft) {
    for (Fact<LaneData.PacketSealed> f : lane.all(LaneData.PacketSealed.class)) {
      List<LaneData.ReadDocument> documents =
          Objects.requireNonNullElse(f.data().documents(), List.of());
      long same = documents.stream().filter(d -> pins.equal(d).isPresent()).count();
      if (documents.isEmpty()) {
        draft.computed("No document was read once more before the seal.");
      } else {
        draft
            .on(f.by())
            .judge(
                same == documents.size(),
                Words.say("Read once more before the seal: %d, all as pinned.", documents.size()),
                Words.say(
                    "Read once more before the seal: %d, of which %d as pinned.",
                    documents.size(), same));
      }
    }
  }

  private static void gates(List<LaneData.Gate> gates, Pins pins, Draft draft) {
    List<String> failed =
        gates.stream().filter(g -> !Proofs.passes(g, pins)).map(LaneData.Gate::gate).toList();
    draft.judge(
        failed.isEmpty() && !gates.isEmpty(),
        Words.say("By their own values %d of %d gates pass.", gates.size(), gates.size()),
        gates.isEmpty()
            ? "Preflight looked at no gate."
            : "By their own values these gates do not pass: " + Words.list(failed) + ".");
  }

  static Draft whereIsolated(LaneDossier lane) {
    List<Fact<LaneData.TargetLocked>> locks = lane.all(LaneData.TargetLocked.class);
    if (locks.isEmpty()) {
      return Draft.unanswerable(lane.view().because("lane.target-locked"));
    }
    Draft draft = new Draft().onFacts(locks);
    locks.forEach(f -> lock(f.data(), draft));
    Conclusion first = lane.conclusion("isolated-first");
    draft.judge(
        first.answer() == Conclusion.Answer.YES,
        "All of it stood before the first step.",
        "It does not hold that " + first.statement() + ": " + first.because() + ".");
    return draft.claimed("that paths, inodes and hashes were so: the lane measured them");
  }

  private static void lock(LaneData.TargetLocked lock, Draft draft) {
    draft.computed(
        Words.say(
            "Target %s, kind %s, at %s; compared with %s.",
            lock.selected().name(),
            lock.selected().kind(),
            lock.isolation().pathToken(),
            Words.list(lock.isolation().comparedWith())));
    for (Proofs.Condition condition : Proofs.isolation(lock)) {
      draft.judge(
          condition.holds(),
          "Holds: " + condition.condition() + ".",
          "Does not hold: " + condition.condition() + ".");
    }
    if (!lock.notYetAvailable().isEmpty()) {
      draft.claimed("not available yet: " + Words.list(lock.notYetAvailable()));
    }
  }

  static Draft whatChanged(LaneDossier lane) {
    List<Fact<LaneData.RollbackProven>> proofs = lane.all(LaneData.RollbackProven.class);
    if (proofs.isEmpty()) {
      return Draft.unanswerable(
          lane.view().because("lane.rollback-proven")
              + ": whether anything changed or was restored is not shown");
    }
    Draft draft = new Draft().onFacts(proofs);
    for (Fact<LaneData.RollbackProven> f : proofs) {
      if (f.data().entries().isEmpty()) {
        draft.against("The rollback proof holds no entry.");
      }
      f.data().entries().forEach(e -> entry(e, draft));
      f.data().invariants().forEach(i -> invariant(i, draft));
    }
    return draft.claimed("that the hashes are of what was there: the lane measured them");
  }

  private static void entry(LaneData.RollbackEntry entry, Draft draft) {
    draft.judge(
        Proofs.mutated(entry),
        Words.say(
            "%s, %s: %s before, %s after applying, so something changed.",
            entry.id(), entry.path(), entry.before(), entry.afterApply()),
        Words.say(
            "%s, %s: %s before, %s after applying, so nothing changed.",
            entry.id(), entry.path(), entry.before(), entry.afterApply()));
    draft.judge(
        Proofs.restored(entry),
        Words.say(
            "%s: %s after rolling back, exactly what was expected.",
            entry.id(), entry.afterRollback()),
        Words.say(
            "%s: %s after rolling back, and not the expected %s.",
            entry.id(),
            entry.afterRollback(),
            entry.expected() == null ? entry.before() : entry.expected()));
    draft.judge(
        Proofs.rowsRestored(entry),
        Words.say("%s: rows %s.", entry.id(), Words.list(entry.rows())),
        Words.say(
            "%s: rows %s, which is not as many as before.", entry.id(), Words.list(entry.rows())));
  }

  private static void invariant(LaneData.Unchanged invariant, Draft draft) {
    draft.judge(
        Proofs.unchanged(invariant),
        Words.say("%s stayed %s.", invariant.name(), invariant.before()),
        Words.say(
            "%s had to stay %s, but became %s.",
            invariant.name(), invariant.before(), invariant.after()));
  }
}
