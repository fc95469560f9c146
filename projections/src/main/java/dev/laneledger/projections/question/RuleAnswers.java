package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.render.Fact;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.RollbackValidator;
import dev.laneledger.projections.rule.RulePack;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which rules judged, and how much their judgement is worth. */
final class RuleAnswers {
  private RuleAnswers() {}

  static Draft whichRules(LaneDossier lane) {
    List<Placed> own = lane.dossier().stream(lane.stream());
    LedgerStream then = lane.dossier().ledgerBefore(lane.start());
    Draft draft = new Draft().on(own.stream().map(p -> p.event().ref()).toList());
    if (then.packs().isEmpty()) {
      return draft.against("No rule pack was adopted when the lane began: nothing judged it.");
    }
    for (LedgerData.PackPin pin : then.packs()) {
      Optional<RulePack> pack = lane.dossier().pack(pin.sha256());
      draft.judge(
          pack.isPresent(),
          Words.say("Pack %s, SHA-256 %s, at hand.", pin.pack(), pin.sha256()),
          Words.say("Pack %s, SHA-256 %s, is missing.", pin.pack(), pin.sha256()));
    }
    adoptedSince(lane, then, draft);
    again(lane, own, draft);
    validators(lane, draft);
    return draft;
  }

  private static void adoptedSince(LaneDossier lane, LedgerStream then, Draft draft) {
    List<LedgerData.PackPin> newer = new ArrayList<>(lane.dossier().ledger().packs());
    newer.removeAll(then.packs());
    if (newer.isEmpty()) {
      draft.computed("The same packs are adopted today.");
    }
    for (LedgerData.PackPin pin : newer) {
      draft.computed(
          Words.say(
              "Adopted since the lane began: pack %s, SHA-256 %s.", pin.pack(), pin.sha256()));
    }
  }

  /** Verdicts are found only by their first denial, so a finding speaks for its whole batch. */
  private static void again(LaneDossier lane, List<Placed> own, Draft draft) {
    Set<Long> seqs = own.stream().map(Placed::seq).collect(Collectors.toSet());
    List<Finding> findings = lane.dossier().findings(seqs);
    long different = findings.stream().filter(f -> f instanceof Finding.OfMeaning).count();
    boolean unknown =
        findings.stream()
            .anyMatch(f -> f instanceof Finding.Gap g && g.which() == GapKind.VERDICT_UNKNOWN);
    long refusals =
        own.stream().filter(p -> p.event().payload() instanceof LedgerData.Refused).count();
    String judged =
        Words.count(own.size() - refusals, "event")
            + " and "
            + Words.count(refusals, "refused request")
            + " of its stream";
    if (lane.dossier().replay().total() > lane.dossier().replay().findings().size()) {
      draft.against("More was found than a report keeps; some of it may be about this lane.");
    }
    if (unknown) {
      draft.against("Not all verdicts could be reached again: a pack or a kept input is missing.");
    } else {
      draft.judge(
          different == 0,
          "Decided again now with the packs as they were adopted then: the same verdicts on "
              + judged
              + ".",
          "Decided again now, "
              + different
              + " verdicts or results on its entries differ from what stands there.");
    }
  }

  private static void validators(LaneDossier lane, Draft draft) {
    List<LaneData.RollbackProven> proofs =
        lane.all(LaneData.RollbackProven.class).stream().map(Fact::data).toList();
    for (Fact<LaneData.Validated> run : lane.all(LaneData.Validated.class)) {
      draft.on(run.by());
      validator(lane, draft, run.data(), proofs);
    }
  }

  private static void validator(
      LaneDossier lane, Draft draft, LaneData.Validated run, List<LaneData.RollbackProven> proofs) {
    if (proofs.isEmpty()) {
      draft.against("The validator was run, but there is no rollback proof that it could judge.");
      return;
    }
    Optional<RulePack> then = lane.dossier().pack(run.packSha256());
    if (then.isEmpty()) {
      draft.against(
          Words.say(
              "The validator %s, SHA-256 %s, is not an adopted pack that is at hand.",
              run.pack(), run.packSha256()));
      return;
    }
    draft.judge(
        same(RollbackValidator.validate(then.get(), proofs.getLast()), run),
        Words.say(
            "Validator %s run again on the lane's proof: the same result, %s.",
            run.pack(), run.outcome()),
        Words.say(
            "Validator %s run again on the lane's proof gives another result than the lane's %s.",
            run.pack(), run.outcome()));
    today(lane, draft, run, proofs.getLast());
  }

  private static void today(
      LaneDossier lane, Draft draft, LaneData.Validated run, LaneData.RollbackProven proof) {
    lane.dossier()
        .ledger()
        .adopted(run.pack())
        .filter(sha256 -> !sha256.equals(run.packSha256()))
        .flatMap(lane.dossier()::pack)
        .ifPresent(pack -> {
          LaneData.Validated now = RollbackValidator.validate(pack, proof);
          draft.judge(
              now.outcome() == run.outcome(),
              Words.say(
                  "Its version of today, %d, gives %s as well.", pack.version(), now.outcome()),
              Words.say("Its version of today, %d, gives %s.", pack.version(), now.outcome()));
        });
  }

  private static boolean same(LaneData.Validated a, LaneData.Validated b) {
    return a.selftest() == b.selftest()
        && a.proof() == b.proof()
        && a.proofCodes().equals(b.proofCodes())
        && a.control().result() == b.control().result()
        && a.control().codes().equals(b.control().codes())
        && a.outcome() == b.outcome();
  }

  static Draft howStrong(LaneDossier lane) {
    List<Fact<LaneData.RollbackProven>> proofs = lane.all(LaneData.RollbackProven.class);
    if (proofs.isEmpty()) {
      return Draft.unanswerable(lane.view().because("lane.rollback-proven"));
    }
    Draft draft = new Draft().onFacts(proofs);
    for (Fact<LaneData.TargetLocked> f : lane.all(LaneData.TargetLocked.class)) {
      draft
          .on(f.by())
          .computed(
              Words.say(
                  "It was made on a target of kind %s, %s.",
                  f.data().selected().kind(),
                  f.data().selected().isProduction() ? "which is production" : "no production"));
    }
    control(lane, draft);
    discharged(lane, draft);
    return draft.claimed("that the hashes are of what was really there: the lane measured them");
  }

  private static void control(LaneDossier lane, Draft draft) {
    List<Fact<LaneData.Validated>> runs = lane.all(LaneData.Validated.class);
    draft.onFacts(runs);
    if (runs.isEmpty()) {
      draft.against("No validator judged it, and no control shows that one would have refused.");
    }
    for (Fact<LaneData.Validated> run : runs) {
      boolean refused = run.data().control().result() == LaneData.Result.FAIL;
      draft.judge(
          refused && !run.data().control().codes().isEmpty(),
          Words.say(
              "The validator refused a forced no-mutation control, with %s.",
              Words.list(run.data().control().codes())),
          "The validator did not refuse the forced no-mutation control: its pass proves nothing.");
    }
  }

  private static void discharged(LaneDossier lane, Draft draft) {
    List<Fact<ProgramData.LegDischarged>> legs = legs(lane);
    if (legs.isEmpty()) {
      draft.computed("No leg was discharged with it, so no strength is recorded.");
    }
    Set<String> blockers = new LinkedHashSet<>();
    for (Fact<ProgramData.LegDischarged> f : legs) {
      blockers.add(f.data().blocker());
      draft
          .on(f.by())
          .computed(
              Words.say(
                  "It discharged the leg %s of %s with strength %s.",
                  f.data().leg(), f.data().blocker(), f.data().strength()));
    }
    for (String blocker : blockers) {
      draft.computed(
          Words.say("Not shown by it, still open of %s: %s.", blocker, open(lane, blocker)));
    }
  }

  private static String open(LaneDossier lane, String blocker) {
    return Words.list(
        lane.state().blockers().blocker(blocker).stream()
            .flatMap(b -> b.legs().stream())
            .filter(l -> l.state() == Blocker.State.OPEN)
            .map(l -> l.leg() + " (" + l.strength() + ")")
            .toList());
  }

  /** The legs that were discharged with evidence of the lane's stream. */
  static List<Fact<ProgramData.LegDischarged>> legs(LaneDossier lane) {
    return lane.view().ofProgram(ProgramData.LegDischarged.class).stream()
        .filter(f ->
            f.data().evidence().stream()
                .map(EventRef::source)
                .filter(Objects::nonNull)
                .anyMatch(lane.stream()::equals))
        .toList();
  }
}
