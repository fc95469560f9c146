package dev.laneledger.projections;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One view of one program: an initial state and how each event changes it. States are immutable.
 *
 * @param <S> the state
 */
public interface Projection<S> {
  /** The name that attestations carry, such as {@code blockers.v1}. */
  String name();

  S initial();

  /** The state after one more event of the program; events come in order of their seq. */
  S evolve(S state, LedgerEvent event);

  /**
   * The rows of the state as records by key, in order of the key's UTF-8 bytes. A row that an event
   * leaves alone stays the same object.
   */
  Map<String, ? extends Record> values(S state);

  /**
   * Tells every row that differs between two states, in the time of the changes: its key, and its
   * value afterwards, which is null if it is gone.
   */
  void changes(S before, S after, BiConsumer<String, @Nullable Record> sink);

  /** RFC 6962 root over the leaves of the rows; SHA-256("") for no rows. */
  default Hash stateHash(S state) {
    return StateHash.of(rows(state));
  }

  /** The rows of the state, in order of the key's UTF-8 bytes. */
  default List<Row> rows(S state) {
    return Rows.of(values(state));
  }
}
