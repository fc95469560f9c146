package dev.laneledger.api.verify;

import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.note.VerifierKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the witnesses have cosigned the checkpoint that a policy asks for. */
final class Cosignatures {
  private final Findings findings;
  private final SignedNote note;

  Cosignatures(Findings findings, SignedNote note) {
    this.findings = findings;
    this.note = note;
  }

  /**
   * Judges by the policy that is given from outside; without one, by the ledger's own, which binds
   * nobody but shows what the ledger meant to have.
   *
   * @return the names of the witnesses in the policy that is given whose cosignatures are good
   */
  List<String> check(@Nullable TlogPolicy given, @Nullable TlogPolicy own) {
    if (given == null) {
      if (own != null && !own.isSatisfiedBy(cosigners(own))) {
        findings.gap(
            GapKind.UNWITNESSED, Finding.NO_ENTRY, "", quorum(own), "cosigned by fewer of them");
      }
      return List.of();
    }
    Set<VerifierKey> cosigners = cosigners(given);
    List<String> names = new ArrayList<>();
    given.witnesses().stream()
        .filter(witness -> cosigners.contains(witness.key()))
        .forEach(witness -> names.add(witness.name()));
    if (given.quorum().equals(TlogPolicy.NONE)) {
      findings.gap(
          GapKind.NO_WITNESS, Finding.NO_ENTRY, "", "a quorum of witnesses", "quorum none");
    } else if (!given.isSatisfiedBy(cosigners)) {
      findings.ledger(LedgerRule.QUORUM, "", quorum(given), "cosigned by " + names);
    }
    return names;
  }

  private Set<VerifierKey> cosigners(TlogPolicy policy) {
    Set<VerifierKey> cosigners = new LinkedHashSet<>();
    for (TlogPolicy.Witness witness : policy.witnesses()) {
      try {
        note.verify(List.of(witness.key()));
        cosigners.add(witness.key());
      } catch (NoteException e) {
        if (e.rule() == NoteException.Rule.INVALID_SIGNATURE) {
          findings.ledger(
              LedgerRule.COSIGNATURE,
              witness.name(),
              "a good cosignature of " + witness.key().encode(),
              "one that does not verify");
        }
      }
    }
    return cosigners;
  }

  private static String quorum(TlogPolicy policy) {
    List<String> witnesses = policy.witnesses().stream().map(TlogPolicy.Witness::name).toList();
    return "quorum " + policy.quorum() + " of " + witnesses;
  }
}
