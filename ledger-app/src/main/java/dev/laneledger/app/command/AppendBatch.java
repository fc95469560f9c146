package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import java.util.List;

/** Append these events, all or none, for this principal. */
record AppendBatch(String actor, List<EventDraft> drafts) {}
