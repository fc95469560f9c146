package dev.laneledger.api.event;

import dev.laneledger.api.hash.Hash;

/**
 * What an append returns for one durable event.
 *
 * @param seq 0-based position in the ledger
 * @param leaf RFC 6962 leaf hash of the entry's bytes
 * @param chain chain hash after the entry
 */
public record Receipt(long seq, StreamId source, String id, Hash leaf, Hash chain) {}
