/**
 * SHA-256 values.
 *
 * <p>Every hash of format {@code laneledger/1} is SHA-256: 32 bytes. As text it is 64 lower-case
 * hex digits in JSON and manifests, and standard base64 with padding (44 characters) in signed
 * notes. One-byte prefixes keep the uses apart:
 *
 * <pre>
 * SHA-256( 0x00 || entry bytes )           leaf of the tree             (RFC 6962 section 2.1)
 * SHA-256( 0x01 || left || right )         node of the tree             (RFC 6962 section 2.1)
 * SHA-256( 0x02 || previous || leaf )      chain after one more entry
 * SHA-256( 0x03 || UTF-8 of the origin )   chain before the first entry
 * </pre>
 */
@NullMarked
package dev.laneledger.api.hash;

import org.jspecify.annotations.NullMarked;
