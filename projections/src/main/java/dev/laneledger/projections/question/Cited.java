package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;

/**
 * An entry that an answer rests on.
 *
 * @param seq its 0-based position in the ledger
 * @param event the same entry by stream and position there
 */
public record Cited(long seq, EventRef event) {}
