package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.VerificationReport;
import java.util.List;

/** What the material as a whole shows. */
final class LedgerAnswers {
  private static final EventRef GENESIS = new EventRef(StreamId.LEDGER, 0);

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

  /** A missing key says nothing on what the material holds, and neither does its meaning. */
  private static boolean isOfHoldings(Finding finding) {
    return switch (finding) {
      case Finding.OfEntry entry -> true;
      case Finding.OfLedger ledger -> true;
      case Finding.OfMeaning meaning -> false;
      case Finding.Gap gap -> gap.which() != GapKind.NO_PINNED_KEY;
    };
  }

  private static String words(Finding f) {
    String at = f.seq() == Finding.NO_ENTRY ? "" : " at entry " + f.seq();
    String about = f.subject().isEmpty() ? "" : ", " + f.subject();
    return Words.say(
        "%s%s%s: %s; expected %s, actual %s.",
        f.kind(), at, about, f.rule(), f.expected(), f.actual());
  }

  static Draft whoElseSaw(Dossier dossier) {
    if (dossier.checkpoint().isEmpty()) {
      return Draft.unanswerable("the material holds no checkpoint");
    }
    SignedNote note;
    try {
      note = SignedNote.parse(dossier.checkpoint().get());
    } catch (NoteException e) {
      return Draft.unanswerable("the checkpoint cannot be read: " + e.getMessage());
    }
    String origin = dossier.replay().bytes().origin();
    List<String> others =
        note.signatures().stream()
            .map(NoteSignature::name)
            .filter(name -> !name.equals(origin))
            .distinct()
            .toList();
    if (others.isEmpty()) {
      return new Draft()
          .computed(
              "Nobody: the checkpoint carries no signature but the log's own, so that the log could show"
                  + " others another one.");
    }
    return new Draft()
        .claimed("signature lines of " + Words.list(others) + "; no key of theirs is known here");
  }

  static Draft beforeWhen(Dossier dossier) {
    return Draft.unanswerable(
        "the material holds no RFC 3161 timestamp; the last recorded time, "
            + dossier.now()
            + ", is the word of the ledger's own clock");
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
