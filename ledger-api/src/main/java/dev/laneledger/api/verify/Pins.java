package dev.laneledger.api.verify;

import dev.laneledger.api.note.Checkpoint;
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
 * @param seen a checkpoint of this ledger that was seen before, which the ledger must contain;
 *     whoever gives it vouches for it; null: none
 */
public record Pins(
    @Nullable VerifierKey key,
    @Nullable TlogPolicy policy,
    TimestampCheck timestamps,
    @Nullable Checkpoint seen) {
  /** Nothing that was seen before. */
  public Pins(@Nullable VerifierKey key, @Nullable TlogPolicy policy, TimestampCheck timestamps) {
    this(key, policy, timestamps, null);
  }

  /** Nothing but a log's key, or not even that. */
  public static Pins of(@Nullable VerifierKey key) {
    return new Pins(key, null, TimestampCheck.NONE);
  }

  /** The same, and a checkpoint that was seen before. */
  public Pins withSeen(@Nullable Checkpoint checkpoint) {
    return new Pins(key, policy, timestamps, checkpoint);
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
