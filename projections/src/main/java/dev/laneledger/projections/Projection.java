package dev.laneledger.projections;

import dev.laneledger.api.event.LedgerEvent;
import java.util.List;

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

  /** The rows of the state, in order of the key's UTF-8 bytes. */
  List<Row> rows(S state);
}
