/**
 * Durable storage of one ledger in one directory: {@code ledger.db} is the truth (entries, blobs),
 * {@code views.db} can be thrown away and built again.
 *
 * <p>One thread writes. It takes whatever has queued up, judges each request against the head as
 * the requests before it leave it, writes all of them in one transaction ({@code
 * synchronous=FULL}), and answers after the commit: an answered append is on the disk. A request
 * that lost fails alone. When a commit fails, every request of that group fails and the head is
 * read from the database again. Readers have connections of their own and never wait for the
 * writer.
 *
 * <h2>Rows</h2>
 *
 * <pre>
 * entry(seq, record)       record = leaf(32) || chain(32) || nodes(32 * t) || entry bytes
 * stream(key, path)        one integer per source
 * stream_entry(stream, streamseq, seq)
 * stream_id(stream, id, seq)
 * blob(key, sha256, bytes)
 * </pre>
 *
 * <p>{@code t} is the number of trailing one bits of {@code seq}: appending entry {@code seq}
 * completes {@code t} subtrees of the RFC 6962 tree, and their roots stand in its record from level
 * 1 up. So the root of the complete subtree at {@code (level, index)} is in the record of entry
 * {@code (index + 1) * 2^level - 1}, one row away. {@code seq} runs from 0 without gaps.
 */
@NullMarked
package dev.laneledger.app.storage;

import org.jspecify.annotations.NullMarked;
