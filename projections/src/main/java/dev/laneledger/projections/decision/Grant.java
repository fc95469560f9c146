package dev.laneledger.projections.decision;

import dev.laneledger.api.event.EventRef;

/** The owner's permission for one named action: the row {@code grant/{action}}. */
public record Grant(boolean granted, String person, EventRef by) {}
