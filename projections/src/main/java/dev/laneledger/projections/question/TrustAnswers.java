package dev.laneledger.projections.question;

import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.LedgerRule;
import dev.laneledger.api.verify.VerificationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who besides the ledger vouches for its checkpoint. */
final class TrustAnswers {
  /** Findings on cosignatures. */
  static final Set<String> COSIGNED =
      Set.of(
          LedgerRule.COSIGNATURE.name(),
          LedgerRule.QUORUM.name(),
          LedgerRule.POLICY.name(),
          GapKind.NO_WITNESS.name(),
          GapKind.UNWITNESSED.name());

  /** Findings on timestamps. */
  static final Set<String> STAMPED =
      Set.of(LedgerRule.TIMESTAMP.name(), GapKind.TIMESTAMP_UNKNOWN.name());

  private TrustAnswers() {}

  static Draft whoElseSaw(Dossier dossier) {
    if (dossier.checkpoint().isEmpty()) {
      return Draft.unanswerable("the material holds no checkpoint");
    }
    List<String> names;
    try {
      names =
          SignedNote.parse(dossier.checkpoint().get()).signatures().stream()
              .map(NoteSignature::name)
              .filter(name -> !name.equals(dossier.replay().bytes().origin()))
              .distinct()
              .toList();
    } catch (NoteException e) {
      return Draft.unanswerable("the checkpoint cannot be read: " + e.getMessage());
    }
    Draft draft = new Draft();
    List<String> witnesses = dossier.replay().bytes().trust().witnesses();
    if (!witnesses.isEmpty()) {
      draft.computed(
          "Cosigned by witnesses of the policy given: "
              + Words.list(witnesses)
              + ", verified now.");
    }
    unknown(draft, names, witnesses);
    findings(dossier, COSIGNED).forEach(draft::against);
    return draft;
  }

  /** A policy names its witnesses as it likes, so the names on the lines may be others. */
  private static void unknown(Draft draft, List<String> names, List<String> witnesses) {
    if (names.isEmpty()) {
      draft.computed(
          "Nobody: the checkpoint carries no signature but the log's own, so the log could show"
              + " others another one.");
    } else if (witnesses.isEmpty()) {
      draft.claimed(
          "signature lines of "
              + Words.list(names)
              + "; no policy was given that knows their keys");
    } else {
      draft.computed("It carries the signature lines of " + Words.list(names) + ".");
    }
  }

  static Draft beforeWhen(Dossier dossier) {
    List<VerificationReport.Stamp> stamps = dossier.replay().bytes().timestamps();
    List<String> findings = findings(dossier, STAMPED);
    if (stamps.isEmpty() && findings.isEmpty()) {
      return Draft.unanswerable(
          "the material holds no RFC 3161 timestamp; the last recorded time, "
              + dossier.now()
              + ", is the word of the ledger's own clock");
    }
    Draft draft =
        stamps.isEmpty()
            ? Draft.unanswerable("no timestamp that the material holds could be believed")
            : new Draft();
    for (VerificationReport.Stamp stamp : stamps) {
      draft.computed(
          Words.say(
              "The first %d entries existed before %s, as %s says; verified now.",
              stamp.size(), stamp.time(), stamp.authority()));
    }
    findings.forEach(draft::against);
    return draft;
  }

  private static List<String> findings(Dossier dossier, Set<String> kinds) {
    List<String> found = new ArrayList<>();
    dossier.replay().findings().stream()
        .filter(f -> kinds.contains(f.kind()))
        .forEach(f -> found.add(LedgerAnswers.words(f)));
    return found;
  }
}
