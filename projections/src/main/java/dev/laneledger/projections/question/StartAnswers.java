package dev.laneledger.projections.question;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.projections.render.Conclusion;
import dev.laneledger.projections.render.Fact;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.RulePack;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Who began, and within which limits. */
final class StartAnswers {
  private StartAnswers() {}

  static Draft whoStarted(LaneDossier lane) {
    Optional<Fact<LaneData.Imported>> imported = lane.view().last(LaneData.Imported.class);
    if (imported.isPresent()) {
      return imported(imported.get());
    }
    return lane.opened()
        .map(f -> opened(lane, f))
        .orElseGet(() -> Draft.unanswerable(lane.view().because("lane.opened")));
  }

  private static Draft imported(Fact<LaneData.Imported> fact) {
    LaneData.Imported told = fact.data();
    return new Draft()
        .computed("It was not started in this ledger: " + fact.actor() + " imported it as history.")
        .claimed(
            Words.say(
                "title %s, macro %s, host %s, date %s, outcome %s",
                told.title(), told.macro(), told.host(), told.date(), told.outcome()))
        .on(fact.by());
  }

  private static Draft opened(LaneDossier lane, Fact<LaneData.Opened> fact) {
    LaneData.Opened data = fact.data();
    long seq = lane.dossier().seq(fact.by());
    LedgerStream ledger = lane.dossier().ledgerBefore(seq);
    Draft draft = new Draft().on(fact.by());
    draft.judge(
        ledger.registered(fact.actor()),
        Words.say("%s, behind whom stands %s, opened it.", fact.actor(), person(ledger, fact)),
        fact.actor() + " opened it, and was not registered then.");
    registration(lane, fact.actor(), seq).ifPresent(p -> draft.on(p.event().ref()));
    draft.computed("Macro " + data.macro() + ".");
    authority(lane, draft, data.authority(), ledger);
    return draft.claimed(
        Words.say(
            "host %s, date %s; the ledger's own clock said %s",
            data.host(), data.date(), recordedTime(lane, fact)));
  }

  private static void authority(LaneDossier lane, Draft draft, String level, LedgerStream ledger) {
    List<String> knows =
        packs(lane, ledger).stream()
            .filter(p -> p.actions(level).isPresent())
            .map(RulePack::id)
            .toList();
    draft.judge(
        !knows.isEmpty(),
        "Authority level " + level + ", as pack " + String.join(", ", knows) + " defines it.",
        "Authority level " + level + ", which no pack defines that was adopted then.");
  }

  private static String person(LedgerStream ledger, Fact<?> fact) {
    return ledger.person(fact.actor());
  }

  private static Optional<Placed> registration(LaneDossier lane, String principal, long before) {
    return lane.dossier().ledgerEvents(LedgerData.PrincipalRegistered.class).stream()
        .filter(p -> p.seq() < before)
        .filter(p ->
            p.event().payload() instanceof LedgerData.PrincipalRegistered r
                && r.principal().equals(principal))
        .reduce((a, b) -> b);
  }

  private static String recordedTime(LaneDossier lane, Fact<?> fact) {
    return lane.dossier()
        .find(fact.by())
        .map(Placed::event)
        .map(LedgerEvent::recordedtime)
        .orElse("nothing");
  }

  private static List<RulePack> packs(LaneDossier lane, LedgerStream ledger) {
    return ledger.packs().stream()
        .flatMap(pin -> lane.dossier().pack(pin.sha256()).stream())
        .toList();
  }

  static Draft whatPermitted(LaneDossier lane) {
    if (lane.opened().isEmpty()) {
      return Draft.unanswerable(lane.view().because("lane.opened"));
    }
    Fact<LaneData.Opened> opened = lane.opened().get();
    LedgerStream ledger = lane.dossier().ledgerBefore(lane.dossier().seq(opened.by()));
    String level = opened.data().authority();
    List<String> actions = allowed(lane, ledger, p -> p.actions(level));
    List<String> strengths = allowed(lane, ledger, p -> p.strengths(level));
    Draft draft = new Draft().on(opened.by());
    draft.computed(
        Words.say(
            "%s permits %s, and evidence of strength %s.",
            level,
            actions.isEmpty() ? "no action beyond a rehearsal" : Words.list(actions),
            Words.list(strengths)));
    actions(lane, draft, actions);
    strengths(lane, draft, strengths);
    words(lane, draft);
    refused(lane, draft);
    attested(lane, draft);
    return draft;
  }

  private static List<String> allowed(
      LaneDossier lane, LedgerStream ledger, Function<RulePack, Optional<List<String>>> of) {
    return packs(lane, ledger).stream()
        .flatMap(p -> of.apply(p).stream())
        .findFirst()
        .orElse(List.of());
  }

  private static void actions(LaneDossier lane, Draft draft, List<String> permitted) {
    List<Fact<LaneData.StepExecuted>> steps = lane.all(LaneData.StepExecuted.class);
    List<String> asked =
        steps.stream().map(f -> f.data().action()).filter(Objects::nonNull).distinct().toList();
    List<String> beyond = asked.stream().filter(a -> !permitted.contains(a)).toList();
    draft.onFacts(steps);
    if (steps.isEmpty()) {
      draft.computed("It executed no step, so there is nothing that could have gone beyond.");
      return;
    }
    draft.judge(
        beyond.isEmpty(),
        Words.say(
            "%d steps are recorded, and %s.",
            steps.size(),
            asked.isEmpty() ? "none names an action" : "name only " + Words.list(asked)),
        "Its steps name what it was not permitted: " + Words.list(beyond) + ".");
  }

  private static void strengths(LaneDossier lane, Draft draft, List<String> permitted) {
    List<Fact<ProgramData.LegDischarged>> legs = RuleAnswers.legs(lane);
    List<String> beyond =
        legs.stream()
            .map(f -> f.data().strength().name())
            .filter(s -> !permitted.contains(s))
            .distinct()
            .toList();
    draft.onFacts(legs);
    if (!beyond.isEmpty()) {
      draft.against("It discharged legs with strength " + Words.list(beyond) + ".");
    }
  }

  private static void words(LaneDossier lane, Draft draft) {
    Conclusion claimed = lane.conclusion("no-authority-claimed");
    if (claimed.answer() == Conclusion.Answer.NO) {
      draft.against("It claims an authority in words: " + claimed.because() + ".");
    }
  }

  private static void refused(LaneDossier lane, Draft draft) {
    List<Fact<LedgerData.Refused>> refused = lane.all(LedgerData.Refused.class);
    draft.onFacts(refused);
    if (!refused.isEmpty()) {
      draft.computed(refused.size() + " requests in its stream were refused and had no effect.");
    }
  }

  private static void attested(LaneDossier lane, Draft draft) {
    List<Fact<LaneData.SurfacesAttested>> attested = lane.all(LaneData.SurfacesAttested.class);
    draft.onFacts(attested);
    if (attested.isEmpty()) {
      draft.computed("Of what it did outside of this ledger nothing is said.");
    }
    for (Fact<LaneData.SurfacesAttested> f : attested) {
      draft.claimed(
          Words.say(
              "outside of this ledger %d surfaces were left untouched; nothing here can prove it",
              f.data().surfaces().size()));
    }
  }
}
