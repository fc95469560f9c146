/**
 * Proofs that somebody takes away and checks without the ledger: of one entry, and of one row of a
 * projection's state.
 *
 * <p>The proof of an entry is a C2SP tlog-proof whose {@code extra} is the entry's canonical bytes,
 * so that the file needs nothing beside it. The proof of a row is the canonical form (RFC 8785) of
 *
 * <pre>
 * { "format": "laneledger/row-proof/1",
 *   "program": …, "projection": "blockers.v1",
 *   "row": {"key": …, "value": {…}},
 *   "index": i, "rows": n, "path": [hex, …],
 *   "entryProof": the tlog-proof, as text, of an entry ledger.state-attested }
 * </pre>
 *
 * <p>The path leads from the row's leaf SHA-256( 0x00 || JCS(row) ) at index i of n leaves to the
 * state hash (RFC 9162 section 2.1.3.2) that the entry attests for the projection of the program;
 * the entry leads to the root of a checkpoint that the ledger signed.
 *
 * <p>A state hash does not hold the number of its rows. So {@code index} and {@code rows} only give
 * the path its shape, and are not part of what is proven.
 */
@NullMarked
package dev.laneledger.api.proof;

import org.jspecify.annotations.NullMarked;
