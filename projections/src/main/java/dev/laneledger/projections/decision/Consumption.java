package dev.laneledger.projections.decision;

import dev.laneledger.api.event.EventRef;

/** Which lane used a token last: the row {@code consumption/{token}}. */
public record Consumption(String lane, EventRef by) {}
