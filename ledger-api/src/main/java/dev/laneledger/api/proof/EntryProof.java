package dev.laneledger.api.proof;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.InclusionProof;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.proof.ProofRefusedException.Step;
import java.util.List;
import java.util.Optional;

/** The proof of one entry: a tlog-proof together with the bytes that it is about. */
public final class EntryProof {
  private final TlogProof proof;
  private final byte[] entry;

  private EntryProof(TlogProof proof, Bytes entry) {
    this.proof = proof;
    this.entry = entry.toArray();
  }

  /**
   * Reads a tlog-proof whose {@code extra} is the entry.
   *
   * @throws ProofRefusedException (FORM) if it is not one
   */
  public static EntryProof parse(String text) {
    try {
      TlogProof proof = TlogProof.parse(text);
      Bytes extra = proof.extra();
      if (extra == null) {
        throw new ProofRefusedException(
            Step.FORM,
            "a proof must bring the entry along",
            "a line \"extra\" with the base64 of the entry's bytes",
            "none; ask the ledger for /v1/events/" + proof.index() + "/proof");
      }
      return new EntryProof(proof, extra);
    } catch (NoteException e) {
      throw ProofRefusedException.form("a C2SP tlog-proof", e);
    }
  }

  /**
   * Verifies checkpoint, path and entry.
   *
   * @param key the log's, from somewhere else than the proof
   * @throws ProofRefusedException naming the first step that fails
   */
  public ProvenEntry verify(VerifierKey key) {
    try {
      return proven(Checkpoint.of(proof.checkpoint().verify(List.of(key))));
    } catch (NoteException e) {
      throw ProofRefusedException.checkpoint(e);
    }
  }

  /**
   * The same without any key: only that the parts agree with one another, which whoever made the
   * proof could arrange.
   *
   * @throws ProofRefusedException naming the first step that fails
   */
  public ProvenEntry verifyUnsigned() {
    try {
      return proven(Checkpoint.parse(proof.checkpoint().text()));
    } catch (NoteException e) {
      throw ProofRefusedException.checkpoint(e);
    }
  }

  private ProvenEntry proven(Checkpoint checkpoint) {
    Hash leaf = MerkleTree.leafHash(entry);
    InclusionProof path = new InclusionProof(proof.index(), checkpoint.size(), proof.path());
    requireRoot(
        Step.INCLUSION,
        "the path must lead from the entry to the signed root",
        checkpoint.root(),
        path.rootFrom(leaf));
    return new ProvenEntry(checkpoint, proof.index(), leaf, event());
  }

  static void requireRoot(Step step, String rule, Hash expected, Optional<Hash> actual) {
    if (!actual.equals(Optional.of(expected))) {
      throw new ProofRefusedException(
          step,
          rule,
          expected.hex(),
          actual.map(Hash::hex).orElse("no root: the path has another length"));
    }
  }

  private LedgerEvent event() {
    try {
      if (CanonicalJson.isCanonical(entry)) {
        return EventCodec.decode(entry);
      }
      throw notAnEntry("bytes that are not canonical JSON");
    } catch (EventRefusedException e) {
      throw notAnEntry(e.pointer() + " " + e.getMessage());
    }
  }

  private static ProofRefusedException notAnEntry(String actual) {
    return new ProofRefusedException(
        Step.ENTRY,
        "what is proven must be an entry of a ledger",
        "the canonical bytes of an event",
        actual.strip());
  }
}
