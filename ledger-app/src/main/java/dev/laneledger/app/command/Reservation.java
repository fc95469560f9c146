package dev.laneledger.app.command;

import dev.laneledger.api.event.Receipt;

/**
 * A range of tickets that is reserved.
 *
 * @param receipt of the {@code tickets.reserved} event
 * @param isNew false if this is the answer to a repeat
 * @param from first ticket, inclusive
 * @param to last ticket, inclusive
 */
public record Reservation(Receipt receipt, boolean isNew, long from, long to) {}
