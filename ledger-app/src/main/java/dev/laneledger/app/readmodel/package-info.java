/**
 * What readers see: the projections' states, folded entry by entry behind the writer, and always
 * with the position up to which they were folded.
 *
 * <p>One event processor follows the ledger. In one transaction of {@code views.db} it keeps the
 * rows that an entry changed and the position that it has reached; then the new state becomes
 * visible as one immutable {@link dev.laneledger.app.readmodel.LedgerView}. Nothing here is the
 * truth: a {@code views.db} that is missing, of another version or of another ledger is built again
 * from entry 0.
 *
 * <pre>
 * view(position, chain)    one row: the last entry that was folded, and the chain hash after it
 * row_version(program, projection, key, from_seq, to_seq, value)
 *     the row's value after every entry with from_seq &lt;= seq &lt; to_seq; to_seq null: until now
 * TokenEntry               the event processor's own note of the position
 * </pre>
 */
@NullMarked
package dev.laneledger.app.readmodel;

import org.jspecify.annotations.NullMarked;
