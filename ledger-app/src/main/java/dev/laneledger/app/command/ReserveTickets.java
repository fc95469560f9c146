package dev.laneledger.app.command;

import dev.laneledger.api.event.StreamId;

/**
 * Reserve the next tickets of a prefix for a lane.
 *
 * @param tickets the prefix's stream
 * @param id of the event to be made: the idempotency key
 * @param count how many, from 1
 */
record ReserveTickets(String actor, StreamId tickets, String id, String lane, int count) {}
