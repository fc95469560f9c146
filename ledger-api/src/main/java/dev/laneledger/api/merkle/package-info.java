/**
 * The Merkle tree of RFC 6962 section 2.1 and its proofs as RFC 9162 verifies them.
 *
 * <pre>
 * root of no leaf        = SHA-256( "" )
 * leaf                   = SHA-256( 0x00 || entry bytes )
 * node                   = SHA-256( 0x01 || left || right )
 * root of n &gt; 1 leaves = node( root of the first k, root of the other n-k ),
 *                          k the largest power of two below n
 * </pre>
 *
 * <p>The root of a perfect subtree of 2^level leaves that begins at leaf {@code index * 2^level}
 * never changes once those leaves exist, and has the coordinates (level, index). All roots and
 * proofs are made of such hashes, which {@link dev.laneledger.api.merkle.HashReader} fetches from
 * wherever they are kept.
 *
 * <p>A proof lists hashes from the leaf to the root:
 *
 * <pre>
 * PATH(m, D[n])     = []                                      if n = 1
 *                     PATH(m, D[0:k])   + root(D[k:n])        if m &lt; k
 *                     PATH(m-k, D[k:n]) + root(D[0:k])        otherwise
 * PROOF(m, D[n])    = SUB(m, D[n], true)
 * SUB(m, D[n], b)   = b ? [] : [root(D[n])]                   if m = n
 *                     SUB(m, D[0:k], b)       + root(D[k:n])  if m &lt;= k
 *                     SUB(m-k, D[k:n], false) + root(D[0:k])  otherwise
 * </pre>
 *
 * <p>An index is 0-based, a size is a count. A root does not contain the size of its tree: take
 * both from one signed checkpoint, never the size from elsewhere.
 */
@NullMarked
package dev.laneledger.api.merkle;

import org.jspecify.annotations.NullMarked;
