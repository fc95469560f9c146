/**
 * Proves that verification detects: it attacks a copy of a ledger in every way of a catalogue, and
 * counts how often which verification noticed.
 *
 * <p>The copy is held in memory and signed with a throw-away key in place of the log's, so that
 * attacks by whoever holds the log's key can be carried out as well. What an attacker of each sort
 * can do:
 *
 * <pre>
 * FILES     change the files of a copy, without computing anything
 * HASHES    compute every leaf, chain and subtree hash and every stream number anew
 * LOG_KEY   that, and sign a checkpoint over the result with the log's own key
 * </pre>
 *
 * <p>Three verifications look at each attempt, one after the other until one notices:
 *
 * <pre>
 * KEY       verify with the log's key
 * REPLAY    replay with the log's key
 * SEEN      verify with the log's key and a checkpoint that was seen before the attack
 * </pre>
 *
 * <p>Noticed means a finding other than a gap. Attempts are deterministic: places are spread evenly
 * over the ledger, nothing is drawn.
 */
@NullMarked
package dev.laneledger.projections.detection;

import org.jspecify.annotations.NullMarked;
