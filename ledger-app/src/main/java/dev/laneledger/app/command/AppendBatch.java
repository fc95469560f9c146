package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Append these events, all or none, for this principal.
 *
 * @param expected streamseq at which their one stream must end before, −1 for a new stream; null:
 *     wherever it ends
 * @param again whether an attempt was lost, perhaps since some of them are in the ledger already
 */
record AppendBatch(String actor, List<EventDraft> drafts, @Nullable Long expected, boolean again) {

  AppendBatch(String actor, List<EventDraft> drafts, @Nullable Long expected) {
    this(actor, drafts, expected, false);
  }

  AppendBatch afterLoss() {
    return new AppendBatch(actor, drafts, expected, true);
  }
}
