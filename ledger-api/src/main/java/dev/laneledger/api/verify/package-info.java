/**
 * Proves the bytes of a ledger without trusting whoever holds them: material in, a report of
 * findings out. It knows no server, no database and no file.
 *
 * <p>From the entries' bytes alone it computes leaf, chain, tree root, stream sequences, ids,
 * recorded times and the genesis, and compares them with everything that the holder claims: the
 * stored leaf, chain and subtree hashes, the stream index, the hash tiles, the signed checkpoint,
 * the digests of the blobs. Whoever changes an entry and computes all of the rest anew still lacks
 * the key that signed the checkpoint. Whoever has that key too still lacks the owners': a head that
 * an owner bound in a signed selection must be one that the ledger had.
 *
 * <p>Findings come in a fixed order, so that the first one names the first divergence:
 *
 * <ol>
 *   <li>{@link dev.laneledger.api.verify.Finding.OfEntry}, by {@code seq} and then in the order in
 *       which {@link dev.laneledger.api.verify.EntryRule} declares its rules;
 *   <li>{@link dev.laneledger.api.verify.Finding.OfLedger}, in the order of {@link
 *       dev.laneledger.api.verify.LedgerRule};
 *   <li>{@link dev.laneledger.api.verify.Finding.OfMeaning}, of a replay only, by {@code seq} and
 *       then in the order of {@link dev.laneledger.api.verify.MeaningRule};
 *   <li>{@link dev.laneledger.api.verify.Finding.Gap}, what was not covered, in the order of {@link
 *       dev.laneledger.api.verify.GapKind}.
 * </ol>
 *
 * <p>Entries are scanned in spans, some of which are in memory at once. Memory does not grow with
 * the size of the ledger but for the digests of its blobs, its streams, and ids that seem to occur
 * again; ids take up to 64 MiB, the newest 65,536 leaves 2 MiB. Where ids seem to occur again, the
 * ledger is read a second time.
 */
@NullMarked
package dev.laneledger.api.verify;

import org.jspecify.annotations.NullMarked;
