package dev.laneledger.projections.question;

import java.util.function.Function;

/** What is asked, in this order. The id of a question never changes. */
public enum Question {
  WHO_STARTED(
      "who-started",
      "Who started the lane, under which macro and authority?",
      new OfLane(StartAnswers::whoStarted)),
  WHAT_PERMITTED(
      "what-permitted",
      "What was it permitted, and did it stay inside?",
      new OfLane(StartAnswers::whatPermitted)),
  WHICH_DECISION(
      "which-decision",
      "Which decision did it consume, who signed which bytes, and did it still hold?",
      new OfLane(DecisionAnswers::whichDecision)),
  WHICH_RULES(
      "which-rules",
      "Which rule packs judged it, and do they judge the same today?",
      new OfLane(RuleAnswers::whichRules)),
  WHICH_DOCUMENTS(
      "which-documents",
      "Which documents did preflight compare, with which bytes?",
      new OfLane(RehearsalAnswers::whichDocuments)),
  WHERE_ISOLATED(
      "where-isolated",
      "Where did it act, and how was isolation proven?",
      new OfLane(RehearsalAnswers::whereIsolated)),
  WHAT_CHANGED(
      "what-changed",
      "What changed, and was it restored exactly?",
      new OfLane(RehearsalAnswers::whatChanged)),
  HOW_STRONG("how-strong", "How strong is that proof?", new OfLane(RuleAnswers::howStrong)),
  WHICH_PROBES(
      "which-probes",
      "Which bad inputs were tried, and did a control pass?",
      new OfLane(ProbeAnswers::whichProbes)),
  CLAIMED_AND_NAMED(
      "claimed-and-named",
      "What was claimed, against what was named or follows?",
      new OfLane(ClaimAnswers::claimedAndNamed)),
  WHICH_TICKETS(
      "which-tickets",
      "Which tickets did it take, and did anyone ever overlap?",
      new OfLane(TicketAnswers::whichTickets)),
  WHAT_BLOCKED(
      "what-blocked",
      "What is blocked now, and who must act?",
      new OfLane(BlockerAnswers::whatBlocked)),
  WHAT_OWNER_SAW(
      "what-owner-saw",
      "What did the owner see when deciding?",
      new OfLane(DecisionAnswers::whatOwnerSaw)),
  WHAT_LAPSED(
      "what-lapsed",
      "What has lapsed, expired or been refused since?",
      new OfLane(LapseAnswers::whatLapsed)),
  WHO_REBUILT(
      "who-rebuilt",
      "Was the packet rebuilt, and by whom?",
      new OfLane(RebuildAnswers::whoRebuilt)),
  WHAT_MISSING(
      "what-missing", "Is anything missing or cut off?", new OfLedger(LedgerAnswers::whatMissing)),
  WHO_ELSE_SAW(
      "who-else-saw", "Who else has seen the checkpoint?", new OfLedger(TrustAnswers::whoElseSaw)),
  BEFORE_WHEN(
      "before-when", "Before which time did it exist?", new OfLedger(TrustAnswers::beforeWhen)),
  NOT_COVERED(
      "not-covered",
      "What does this verification not cover?",
      new OfLedger(LedgerAnswers::notCovered));

  /** What a question is about, with the function that answers it. */
  private sealed interface About {}

  private record OfLane(Function<LaneDossier, Draft> answer) implements About {}

  private record OfLedger(Function<Dossier, Draft> answer) implements About {}

  private final String id;
  private final String text;
  private final About about;

  Question(String id, String text, About about) {
    this.id = id;
    this.text = text;
    this.about = about;
  }

  /** The stable name, such as {@code who-started}. */
  public String id() {
    return id;
  }

  /** The question as a person asks it. */
  public String text() {
    return text;
  }

  /** Whether it is asked of a lane, and not of the whole ledger. */
  public boolean ofLane() {
    return about instanceof OfLane;
  }

  Draft answer(LaneDossier lane) {
    return about instanceof OfLane of ? of.answer().apply(lane) : answer(lane.dossier());
  }

  Draft answer(Dossier dossier) {
    if (about instanceof OfLedger of) {
      return of.answer().apply(dossier);
    }
    throw new IllegalStateException("a lane's question needs a lane: " + id);
  }
}
