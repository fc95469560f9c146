/**
 * The hash chain over all entries.
 *
 * <pre>
 * leaf(n)   = SHA-256( 0x00 || entry bytes )            the tree leaf, RFC 6962 section 2.1
 * chain(-1) = SHA-256( 0x03 || UTF-8 of the origin )
 * chain(n)  = SHA-256( 0x02 || chain(n-1) || leaf(n) )
 * </pre>
 *
 * <p>What is chained is the tree leaf itself. A verifier computes both from the same entry bytes
 * and requires both, so no chain can have a middle that is not in the tree. The origin in the first
 * link keeps the chains of two ledgers apart from the start.
 */
@NullMarked
package dev.laneledger.api.chain;

import org.jspecify.annotations.NullMarked;
