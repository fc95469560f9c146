package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What the rules say of a batch, given the states that they read. */
public sealed interface Verdict {
  /** The last streamseq of every stream that was read, −1 for one that is not open. */
  SortedMap<StreamId, Long> readSet();

  /** The verdict holds only up to this moment, RFC 3339 UTC milliseconds; null: for ever. */
  @Nullable String notAfter();

  /** The whole batch may be appended. */
  record Allowed(SortedMap<StreamId, Long> readSet, @Nullable String notAfter) implements Verdict {}

  /**
   * Nothing of the batch may be appended.
   *
   * @param code stable reason code
   * @param pack the pack that holds the rule; null: a rule of the format itself
   * @param pointer RFC 6901 pointer into the batch, an array
   * @param index position in the batch of the event at fault
   * @param message the rule, then the value
   * @param todo what to do
   */
  record Denied(
      String code,
      String rule,
      LedgerData.@Nullable PackPin pack,
      String pointer,
      int index,
      String message,
      String todo,
      SortedMap<StreamId, Long> readSet,
      @Nullable String notAfter)
      implements Verdict {}
}
