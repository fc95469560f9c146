package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.VerificationReport;
import java.util.List;
import java.util.Set;

/** What the material as a whole shows. */
final class LedgerAnswers {
  private static final EventRef GENESIS = new EventRef(StreamId.LEDGER, 0);

  private static final Set<String> OF_TRUST = Set.of(GapKind.NO_PINNED_KEY.name());

  private LedgerAnswers() {}

  static Draft whatMissing(Dossier dossier) {
    VerificationReport bytes = dossier.replay().bytes();
    Draft draft = new Draft().on(GENESIS);
    List<Finding> findings =
        dossier.replay().findings().stream().filter(LedgerAnswers::isOfHoldings).toList();
    findings.forEach(f -> draft.against(words(f)));
    if (findings.isEmpty()) {
      draft.computed(
          Words.say(
              "Nothing: %s from 0 on without a hole, each stream in sequence, with the signed root %s.",
              bytes.size() + " entries", bytes.root()));
      draft.computed(
          Words.say(
              "No blob that an entry names is missing; %d have their digest.", bytes.blobs()));
    }
    return draft.computed(
        Words.say(
                "What came after the checkpoint over %d entries cannot be known from the material: an older",
                Math.max(bytes.signedSize(), 0))
            + " copy, whole in itself, looks the same.");
  }

  /** Who vouches for what is there is another question, and so is what it means. */
  private static boolean isOfHoldings(Finding finding) {
    return !(finding instanceof Finding.OfMeaning)
        && !OF_TRUST.contains(finding.kind())
        && !TrustAnswers.COSIGNED.contains(finding.kind())
        && !TrustAnswers.STAMPED.contains(finding.kind());
  }

  static String words(Finding f) {
    String at = f.seq() == Finding.NO_ENTRY ? "" : " at entry " + f.seq();
    String about = f.subject().isEmpty() ? "" : ", " + f.subject();
    return Words.say(
        "%s%s%s: %s; expected %s, actual %s.",
        f.kind(), at, about, f.rule(), f.expected(), f.actual());
  }

  static Draft notCovered(Dossier dossier) {
    Draft draft = new Draft();
    dossier.replay().findings().stream()
        .filter(Finding.Gap.class::isInstance)
        .forEach(f -> draft.against(words(f)));
    if (dossier.replay().total() > dossier.replay().findings().size()) {
      draft.against(
          Words.say(
              "%d findings, of which only the first %d are told.",
              dossier.replay().total(), dossier.replay().findings().size()));
    }
    return draft
        .computed("Whether what was recorded is true: a lane measured its own hashes and rows.")
        .computed("Who stood behind a token: only an owner's acts are signed.")
        .computed(
            "Surfaces outside of the ledger: that they were untouched is attested, not proven.")
        .computed("When it happened: recorded times are the word of the ledger's own clock.")
        .computed("What was never sent to the ledger, and what came after this checkpoint.");
  }
}
