/**
 * What the ledger publishes of itself: the checkpoint, a signed note over origin, size and root,
 * and what it covers.
 *
 * <p>A checkpoint is signed only for entries that are durable, and only if RFC 9162 consistency is
 * proven to every checkpoint that
 *
 * <ul>
 *   <li>the file {@code checkpoint} of the directory keeps, and the file on another disk, if one is
 *       named: both hold the new one, durably, before anybody is shown it;
 *   <li>a witness of the policy shows, when the ledger starts, with the signature of this ledger's
 *       key. Whoever cannot be reached has not answered; the answers must satisfy the policy's
 *       quorum.
 * </ul>
 *
 * <p>Otherwise the ledger is read-only and says why, with both roots: an older copy that was put
 * back must not sign a fork. While the ledger runs, a witness that turns out to have seen another
 * history stops it as well.
 *
 * <p>{@code checkpoint} holds the note with the cosignatures that have come in so far. Nothing
 * waits for a witness.
 *
 * <p>What the newest checkpoint covers is shown as C2SP tlog-tiles, as proofs of entries and as
 * proofs of growth, made of the subtree hashes in the store; nothing beyond it is shown. The same
 * tiles are written as plain files for a static host, the checkpoint last.
 */
@NullMarked
package dev.laneledger.app.publish;

import org.jspecify.annotations.NullMarked;
