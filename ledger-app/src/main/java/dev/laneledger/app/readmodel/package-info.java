/**
 * What readers see: the projections' states, folded entry by entry behind the writer, and always
 * with the position up to which they were folded.
 *
 * <p>One event processor follows the ledger. The new state becomes visible as one immutable {@link
 * dev.laneledger.app.readmodel.LedgerView}; at every 128th entry, what changed in it since the last
 * time is then kept in {@code views.db}. Nothing there is the truth: a file that is missing,
 * damaged, of another version, of another ledger, or that leads to another state than the ledger
 * attests, is built again from entry 0.
 *
 * <pre>
 * engine(name)                     what the rows depend on besides the entries
 * boundary(position, chain, sum)   after the entry at that seq: its chain hash, and {@link
 *                                  dev.laneledger.app.readmodel.SetDigest} over all rows
 * part_row(key, program, part, name)
 *     a row of a projection, or of what has no row: dev.laneledger.projections.StateParts
 * row_version(row, from_seq, value)
 *     its canonical JSON from the boundary at that seq on; null: it is gone
 * </pre>
 */
@NullMarked
package dev.laneledger.app.readmodel;

import org.jspecify.annotations.NullMarked;
