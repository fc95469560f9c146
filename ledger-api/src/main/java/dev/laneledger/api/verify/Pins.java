package dev.laneledger.api.verify;

import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known from outside the ledger.
 *
 * @param key the log's key; null: none is given by itself
 * @param policy trusted logs, known witnesses and how many of them must have cosigned; null: none
 * @param timestamps who judges timestamps of checkpoints
 */
public record Pins(
    @Nullable VerifierKey key, @Nullable TlogPolicy policy, TimestampCheck timestamps) {
  /** Nothing but a log's key, or not even that. */
  public static Pins of(@Nullable VerifierKey key) {
    return new Pins(key, null, TimestampCheck.NONE);
  }

  /** Every log key that is trusted. */
  List<VerifierKey> logKeys() {
    List<VerifierKey> keys = new ArrayList<>();
    if (key != null) {
      keys.add(key);
    }
    if (policy != null) {
      policy.logs().stream().map(TlogPolicy.Log::key).forEach(keys::add);
    }
    return keys.stream().distinct().toList();
  }
}
