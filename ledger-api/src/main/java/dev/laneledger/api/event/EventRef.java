package dev.laneledger.api.event;

/**
 * Names one event by its stream and its 0-based position there; unlike {@code seq} it says the same
 * in every ledger that holds the same stream.
 */
public record EventRef(StreamId source, long streamseq) {}
