package dev.laneledger.api.event;

/** The payload of one event: one record per event type, closed so that a switch is exhaustive. */
public sealed interface EventData permits LedgerData, ProgramData, TicketData, LaneData {}
