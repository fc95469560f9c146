package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventRef;

/**
 * One event's payload, with the event's name.
 *
 * @param actor the principal that appended it
 */
public record Fact<T extends EventData>(T data, EventRef by, String actor) {}
