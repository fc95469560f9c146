/**
 * The hash of a lane's evidence packet, and of a database's content.
 *
 * <pre>
 * HASH_MANIFEST.txt  = *( 64 lower-case hex of SHA-256( file ) SP SP name LF )
 *                      one line per governed file, names in order of their UTF-8 bytes
 * packet tree        = SHA-256( HASH_MANIFEST.txt )
 * packet_tree.sha256 = 64 lower-case hex of the packet tree, LF
 * h1                 = "h1:" base64( packet tree )                Go's dirhash Hash1
 * </pre>
 *
 * <p>A name is a relative path with {@code /}, without empty, {@code .} or {@code ..} segments,
 * backslash or control characters. Every file is governed but the two above and those below {@code
 * ledger/}, where entries, receipts, proofs and a checkpoint may travel along: tree and checkpoint
 * commit to those already. {@code sha256sum -c HASH_MANIFEST.txt} passes on an unpacked packet; the
 * pin alone does not prove that the files exist, nor that no other file was added.
 *
 * <p>Recipe {@code rows.v1} for the content of a database is SHA-256 over one line per row:
 *
 * <pre>
 * line = JCS( [ table, { column: value, ... } ] ) LF
 * </pre>
 *
 * <p>Tables in order of their names, rows in order of their primary key, or of all columns where
 * there is none. NULL is {@code null}; an integer is a number, beyond &plusmn;(2^53-1) a string;
 * REAL is a number; text is a string; a BLOB is {@code {"b64": base64}}.
 */
@NullMarked
package dev.laneledger.api.packet;

import org.jspecify.annotations.NullMarked;
