package dev.laneledger.projections.question;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Asks all questions of a dossier. */
public final class Questions {
  private Questions() {}

  /** The answers on the ledger as a whole, in the questions' order. */
  public static List<Answer> ofLedger(Dossier dossier) {
    return Arrays.stream(Question.values())
        .filter(q -> !q.ofLane())
        .map(q -> answer(dossier, q, q.answer(dossier)))
        .toList();
  }

  /**
   * The answers on one lane, in the questions' order.
   *
   * @param lane one of {@link Dossier#lanes()}
   */
  public static List<Answer> ofLane(Dossier dossier, StreamId lane) {
    LaneDossier of = LaneDossier.of(dossier, lane);
    return Arrays.stream(Question.values())
        .filter(Question::ofLane)
        .map(q -> answer(dossier, q, q.answer(of)))
        .toList();
  }

  /** With what is said against the very entries that the answer rests on. */
  private static Answer answer(Dossier dossier, Question question, Draft draft) {
    List<Cited> cited =
        draft.basis().stream()
            .filter(ref -> dossier.find(ref).isPresent())
            .map(ref -> new Cited(dossier.seq(ref), ref))
            .sorted(Comparator.comparingLong(Cited::seq))
            .toList();
    List<Statement> statements = new ArrayList<>(draft.statements());
    statements.addAll(doubts(dossier, cited));
    return new Answer(question, draft.answerable(), statements, cited);
  }

  private static List<Statement> doubts(Dossier dossier, List<Cited> cited) {
    List<Statement> doubts = new ArrayList<>();
    Set<Long> seqs = new TreeSet<>(cited.stream().map(Cited::seq).toList());
    for (Finding finding : dossier.findings(seqs)) {
      boolean gap = finding instanceof Finding.Gap;
      doubts.add(
          new Statement(
              gap ? Statement.Kind.COMPUTED : Statement.Kind.AGAINST,
              Words.say(
                  "entry %d, on which this rests: %s, %s; expected %s, actual %s",
                  finding.seq(),
                  finding.kind(),
                  finding.rule(),
                  finding.expected(),
                  finding.actual())));
    }
    long signed = dossier.replay().bytes().signedSize();
    long uncovered = seqs.stream().filter(seq -> seq >= signed).count();
    if (uncovered > 0) {
      doubts.add(
          new Statement(
              Statement.Kind.AGAINST,
              uncovered + " of the entries on which this rests are covered by no checkpoint"));
    }
    return doubts;
  }
}
