package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;

/**
 * The durable end of the ledger.
 *
 * @param size number of entries, at least 1
 * @param chain chain hash after the last entry
 * @param root RFC 6962 root over all leaves
 */
public record Head(long size, Hash chain, Hash root) {}
