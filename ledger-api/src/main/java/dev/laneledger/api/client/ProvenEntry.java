package dev.laneledger.api.client;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.TlogProof;

/**
 * An event of ours that is in the ledger, as a proof shows that was checked here.
 *
 * @param event the entry as the ledger keeps it: what was sent, and who sent it when
 * @param proof to keep, or to give away: {@link TlogProof#format()} is its file
 * @param checkpoint what the proof rests on, verified with the pinned key
 */
public record ProvenEntry(
    Receipt receipt, LedgerEvent event, TlogProof proof, Checkpoint checkpoint) {}
