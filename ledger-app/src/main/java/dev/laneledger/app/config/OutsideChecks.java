package dev.laneledger.app.config;

import dev.laneledger.app.publish.Timestamps;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What outside of a ledger's directory holds it to one history.
 *
 * @param checkpointFile keeps the last signed checkpoint as well, on another disk; null: none does
 * @param policy a tlog-policy file that names the witnesses; null: the one that was adopted last
 * @param authority timestamps its checkpoints; null: none does
 */
public record OutsideChecks(
    @Nullable Path checkpointFile,
    @Nullable Path policy,
    Timestamps.@Nullable Authority authority) {
  /** Nothing but what was adopted before. */
  public static final OutsideChecks NONE = new OutsideChecks(null, null, null);
}
