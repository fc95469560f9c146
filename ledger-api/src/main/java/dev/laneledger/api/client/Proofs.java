package dev.laneledger.api.client;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.api.note.VerifierKey;
import java.util.Arrays;
import java.util.List;

/** Checks the proof that a ledger gives for an event of ours. */
final class Proofs {
  private Proofs() {}

  /**
   * Receipt, proof and entry, if they fit what was sent and the key signed it.
   *
   * @throws UnprovenException otherwise
   */
  static ProvenEntry check(EventDraft sent, Receipt receipt, String text, VerifierKey key) {
    try {
      TlogProof proof = TlogProof.parse(text);
      Bytes extra = proof.extra();
      if (extra == null) {
        throw new UnprovenException(
            "a proof must carry the entry as its extra, but has none", text, null);
      }
      Hash leaf = MerkleTree.leafHash(extra.toArray());
      Checkpoint checkpoint = proof.verify(leaf, List.of(key));
      requireSame("seq", receipt.seq(), proof.index(), text);
      requireSame("leaf hash", receipt.leaf(), leaf, text);
      LedgerEvent event = EventCodec.decode(extra.toArray());
      requireSent(sent, event.draft(), text);
      return new ProvenEntry(receipt, event, proof, checkpoint);
    } catch (NoteException | EventRefusedException e) {
      throw new UnprovenException(
          "the ledger's proof does not hold: " + e.getMessage() + "; keep it", text, e);
    }
  }

  private static void requireSame(String what, Object stated, Object proven, String text) {
    if (!stated.equals(proven)) {
      throw new UnprovenException(
          "the receipt's "
              + what
              + " must be the one that is proven; keep the proof\n  stated "
              + stated
              + "\n  proven "
              + proven,
          text,
          null);
    }
  }

  /** A repeat may come from another trace. */
  private static void requireSent(EventDraft sent, EventDraft kept, String text) {
    if (!Arrays.equals(EventCodec.repeatKey(sent), EventCodec.repeatKey(kept))) {
      throw new UnprovenException(
          "the proven entry must hold what was sent; keep the proof\n  sent "
              + EventCodec.senderAttributes(sent)
              + "\n  kept "
              + EventCodec.senderAttributes(kept),
          text,
          null);
    }
  }
}
