package dev.laneledger.projections.question;

import dev.laneledger.api.event.LedgerEvent;

/**
 * One event in its place.
 *
 * @param seq 0-based position in the ledger
 */
record Placed(long seq, LedgerEvent event) {}
