package dev.laneledger.app.cli;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.projections.DecisionSheet;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.StreamState;
import org.jspecify.annotations.Nullable;

/**
 * A program as its entries say, computed on the owner's machine: nothing that a server derived is
 * believed, only the entries, and those because they have the root of the signed checkpoint.
 *
 * @param report what was proven of the bytes
 * @param ledger keys, persons and packs after the last signed entry
 * @param state of the program after the same entry
 */
record CheckedProgram(
    String program, VerificationReport report, LedgerStream ledger, ProgramState state) {

  /**
   * Verifies and folds every entry that the checkpoint covers.
   *
   * @param pinned the log's key as it is known from outside the ledger
   * @throws MaterialUnusableException if there is no checkpoint, or no such program
   */
  static CheckedProgram read(
      LedgerMaterial material, String program, @Nullable VerifierKey pinned) {
    Fold fold = new Fold();
    VerificationReport report =
        LedgerVerifier.verify(material, pinned, entry -> fold.next(entry.event()));
    if (report.signedSize() < 0) {
      throw new MaterialUnusableException(
          "an owner decides on a signed checkpoint, but the ledger shows none");
    }
    if (report.verdict() != Verdict.TAMPERED && !fold.state.programs().containsKey(program)) {
      throw new MaterialUnusableException("the ledger knows no program " + program);
    }
    return new CheckedProgram(program, report, fold.ledger, fold.state.program(program));
  }

  private static final class Fold {
    private LedgerState state = LedgerState.EMPTY;
    private LedgerStream ledger = (LedgerStream) StreamState.initial(StreamId.LEDGER);

    void next(LedgerEvent event) {
      state = state.evolve(event);
      if (event.source().equals(StreamId.LEDGER)) {
        ledger = ledger.evolve(event);
      }
    }
  }

  boolean tampered() {
    return report.verdict() == Verdict.TAMPERED;
  }

  StreamId stream() {
    return StreamId.program(program);
  }

  /** What the packet says and what a choice from it binds. */
  DecisionSheet sheet(String packet) {
    DecisionSheet.Head head = new DecisionSheet.Head(report.size(), report.root());
    return DecisionSheet.of(packet, state, head, ledger.policy())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a packet of the program must be one of %s, but was: %s"
                    .formatted(state.decisions().packets().keySet(), packet)));
  }

  /** The person whose owner key has that public half. */
  String person(String spki) {
    return ledger.ownerKeys().stream()
        .filter(key -> key.spki().equals(spki))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the key must be an owner key of this ledger, but its public half is " + spki))
        .person();
  }
}
