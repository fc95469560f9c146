/**
 * Compares two copies of a ledger: where they part, in what, and what came of it.
 *
 * <p>The place is found by the subtree hashes that both keep, in a number of reads that grows with
 * the logarithm of their sizes; unless the copies are known to be proven, every entry is then held
 * against the leaf hash kept for it as well. The two entries that stand at the place are compared
 * field by field, and both copies are folded to the end: what depended on the place are the rows of
 * the projections that came out differently, and among them those that name the parting event
 * itself.
 *
 * <p>A comparison proves neither copy: two copies can be equally wrong. {@code verify} proves one.
 */
@NullMarked
package dev.laneledger.projections.compare;

import org.jspecify.annotations.NullMarked;
