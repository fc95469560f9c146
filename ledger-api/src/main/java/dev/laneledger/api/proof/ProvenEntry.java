package dev.laneledger.api.proof;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Checkpoint;

/**
 * What the proof of an entry proves: that the ledger of the checkpoint's origin holds it.
 *
 * @param checkpoint the head under which it was found
 * @param seq 0-based position in the ledger
 * @param leaf of the entry's bytes
 */
public record ProvenEntry(Checkpoint checkpoint, long seq, Hash leaf, LedgerEvent event) {}
