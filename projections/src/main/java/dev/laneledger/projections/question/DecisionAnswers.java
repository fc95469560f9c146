package dev.laneledger.projections.question;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.decision.Packet;
import dev.laneledger.projections.decision.Selection;
import dev.laneledger.projections.rule.LedgerStream;
import java.util.List;
import java.util.Optional;

/** What the owner decided, and on what. */
final class DecisionAnswers {
  private DecisionAnswers() {}

  static Draft whichDecision(LaneDossier lane) {
    return Decision.of(lane)
        .map(d -> decision(lane, d))
        .orElseGet(() ->
            Draft.unanswerable("the program's stream holds no decision.consumed for the lane"));
  }

  private static Draft decision(LaneDossier lane, Decision decision) {
    Draft draft = new Draft().on(decision.consumed().by());
    draft.computed(
        Words.say("It consumed %s as %s.", decision.token(), decision.consumed().actor()));
    Optional<Placed> act = decision.act().flatMap(lane.dossier()::find);
    act.ifPresent(a -> {
      draft.on(a.event().ref());
      signature(lane, a, draft);
      persons(lane, a, decision, draft);
    });
    if (act.isEmpty()) {
      draft.against("Nobody had selected or delegated that token before.");
    }
    held(lane, decision, draft);
    once(lane, decision, draft);
    return draft;
  }

  private static void signature(LaneDossier lane, Placed act, Draft draft) {
    SignedAct.of(act.event(), lane.dossier().ledgerBefore(act.seq()))
        .ifPresent(signed -> signed.tell(draft));
  }

  private static void persons(LaneDossier lane, Placed act, Decision decision, Draft draft) {
    LedgerStream ledger = lane.dossier().ledgerBefore(decision.seq());
    String runner = ledger.person(decision.consumed().actor());
    String decider =
        SignedAct.of(act.event(), lane.dossier().ledgerBefore(act.seq()))
            .map(SignedAct::person)
            .orElse("");
    draft.judge(
        !runner.equals(decider),
        Words.say("Who decided (%s) did not run the lane (%s).", decider, runner),
        "The same person decided and ran the lane: " + runner + ".");
  }

  private static void held(LaneDossier lane, Decision decision, Draft draft) {
    draft.judge(
        decision.stood(),
        Words.say(
            "It still held when it was consumed: %s, %s.",
            decision.selection().isPresent() ? "selected" : "delegated",
            decision.expires() == null ? "without an expiry" : "to expire " + decision.expires()),
        "It did not hold when it was consumed: no selection or delegation of it stood.");
    decision.selection().ifPresent(s -> binds(lane, decision, s, draft));
    decision
        .delegation()
        .ifPresent(d ->
            draft.computed(
                Words.say(
                    "A delegation binds only its token and expiry; through %s, %s.",
                    d.through(),
                    d.offeredByPacket()
                        ? "and the newest packet offered the token"
                        : "and no packet offered the token")));
  }

  private static void binds(LaneDossier lane, Decision decision, Selection selection, Draft draft) {
    Hash blockers = decision.before().blockersHash();
    Hash policy = lane.dossier().ledgerBefore(decision.seq()).policy();
    draft.judge(
        selection.binds().blockers().equals(blockers),
        "The blockers were still those that it binds, " + blockers + ".",
        Words.say(
            "It binds the blockers %s, but they were %s.", selection.binds().blockers(), blockers));
    draft.judge(
        selection.binds().policy().equals(policy),
        "The adopted policy was still the one that it binds, " + policy + ".",
        Words.say("It binds the policy %s, but it was %s.", selection.binds().policy(), policy));
    draft.computed(
        Words.say(
            "It binds the ledger's head of %d entries, root %s.",
            selection.binds().size(), selection.binds().root()));
  }

  /** A later consumption needs a decision of its own, so this counts only what used up this one. */
  private static void once(LaneDossier lane, Decision decision, Draft draft) {
    List<String> others =
        lane.since(decision.act().map(lane.dossier()::seq).orElse(-1L)).stream()
            .filter(p -> p.event().payload() instanceof ProgramData.Consumed)
            .filter(p -> {
              ProgramData.Consumed c = (ProgramData.Consumed) p.event().payload();
              return c.token().equals(decision.token()) && !lane.lane().equals(c.lane());
            })
            .map(p -> Words.ref(p.event().ref()))
            .toList();
    if (others.isEmpty()) {
      draft.computed("No other lane has consumed that token since it was decided.");
    } else {
      draft.computed("The token was consumed for other lanes too, by " + Words.list(others) + ".");
    }
  }

  static Draft whatOwnerSaw(LaneDossier lane) {
    return Decision.of(lane)
        .flatMap(Decision::act)
        .flatMap(lane.dossier()::find)
        .map(act -> saw(lane, act))
        .orElseGet(() -> Draft.unanswerable("no decision of the owner was consumed for the lane"));
  }

  private static Draft saw(LaneDossier lane, Placed act) {
    ProgramState state = lane.stateBefore(act.seq());
    Draft draft = new Draft().on(act.event().ref());
    packet(state, draft);
    draft.computed(
        Words.say(
            "Before the decision %s open of %d, blockers.v1 %s.",
            Words.count(state.blockers().open(), "blocker") + " stood",
            state.blockers().blockers().size(),
            state.blockersHash()));
    switch (act.event().payload()) {
      case ProgramData.Selected s -> selected(state, s, draft);
      case ProgramData.Delegated d ->
          draft.computed(
              "The signature binds token, through, reason and expiry, and nothing of all that.");
      default -> {}
    }
    return draft.claimed("that the owner looked at it; a signature shows consent, not reading");
  }

  private static void packet(ProgramState state, Draft draft) {
    Optional<Packet> newest = state.decisions().newestPacket();
    if (newest.isEmpty()) {
      draft.computed("No decision packet lay before the owner.");
      return;
    }
    EventRef published = newest.get().publishedBy();
    draft.on(published);
    draft.computed(
        Words.say(
            "Packet %s lay before the owner, default %s.",
            state.decisions().newest(), newest.get().defaultOption()));
    for (ProgramData.Option option : newest.get().options()) {
      draft.computed(
          Words.say(
              "Option %s, not met then: %s.",
              option.token(), Words.requirements(state.unmet(option.requires()))));
    }
  }

  private static void selected(ProgramState state, ProgramData.Selected s, Draft draft) {
    Packet packet = state.decisions().packets().get(s.packet());
    Hash sha256 =
        packet == null
            ? Hash.sha256(new byte[0])
            : Hash.sha256(CanonicalJson.write(Rows.of("", packet).value()));
    draft.judge(
        packet != null && s.packetSha256().equals(sha256),
        "The signature binds exactly that packet, SHA-256 " + sha256 + ".",
        Words.say(
            "The signature binds packet %s, SHA-256 %s, which is not what lay there.",
            s.packet(), s.packetSha256()));
    draft.judge(
        s.binds().blockers().equals(state.blockersHash()),
        "The signature binds exactly those blockers.",
        "The signature binds other blockers: " + s.binds().blockers() + ".");
    draft.claimed("the owner's reason: " + s.reason());
  }

  /** Whether a delegation is past its expiry at that moment. */
  static boolean expired(Delegation delegation, String now) {
    return delegation.status() == Delegation.Status.DELEGATED && !delegation.standsAt(now);
  }
}
