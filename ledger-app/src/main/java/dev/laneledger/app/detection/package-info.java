/**
 * Proves that a verification notices what is changed in a copy of a ledger: in a bundle, in a
 * published tree, and in a tree that shows its hashes only. It complements the catalogue of {@link
 * dev.laneledger.projections.detection}, which changes the entries, and {@link
 * dev.laneledger.app.audit.TableDetection}, which changes the database.
 *
 * <p>The copy is a bundle as an export writes it. In place of the log's key, the witnesses and the
 * timestamping authority stand throw-away ones, which the verification is told to trust: so their
 * part can be attacked as well, also where the ledger has none. Attempts are deterministic: files
 * and places in them are spread evenly, nothing is drawn.
 *
 * <p>Every attempt is verified as {@code ledger verify} does with a pinned key, a policy with a
 * quorum, and a trusted authority; where that has no finding, with a checkpoint that was seen
 * before as well. What can be expected of it at the least:
 *
 * <pre>
 * FINDING   a finding, or that the copy cannot be read: exit 1 or 2
 * SEEN      the same, but only with the checkpoint that was seen before
 * GAP       a finding or a gap: never exit 0
 * NOTHING   nothing: the catalogue says why
 * </pre>
 */
@NullMarked
package dev.laneledger.app.detection;

import org.jspecify.annotations.NullMarked;
