package dev.laneledger.api.proof;

import dev.laneledger.api.hash.Hash;

/**
 * What the proof of a row proves: that the ledger attested it as part of a state. Neither that it
 * still holds, nor that the ledger folded its entries rightly; the latter is for a replay.
 *
 * @param attestation the entry by which the ledger states the state
 * @param size number of entries after which the row was so
 * @param stateHash of the projection after them
 */
public record ProvenRow(
    ProvenEntry attestation,
    String program,
    String projection,
    RowProof.Row row,
    long size,
    Hash stateHash) {}
