/**
 * Compares two copies of a ledger: where they part, in what, and what came of it.
 *
 * <p>The place is found by the subtree hashes that both keep, in a number of reads that grows with
 * the logarithm of their sizes. Then the two entries that stand there are compared field by field,
 * and both copies are folded to the end: what depended on the place are the rows of the projections
 * that came out differently, and among them those that name the parting event itself.
 *
 * <p>A comparison proves neither copy. It rests on the hashes that are kept; {@code verify} proves
 * those.
 */
@NullMarked
package dev.laneledger.projections.compare;

import org.jspecify.annotations.NullMarked;
