package dev.laneledger.app.readmodel;

import dev.laneledger.api.hash.Hash;

/**
 * The newest attestation of one projection of one program.
 *
 * @param size the number of entries that it covers
 * @param stateHash the state hash after them
 */
public record Attested(long size, Hash stateHash) {}
