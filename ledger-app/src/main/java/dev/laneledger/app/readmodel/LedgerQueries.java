package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.app.storage.BlobRefusedException;
import dev.laneledger.app.storage.BlobStore;
import dev.laneledger.app.storage.LedgerReadOnlyException;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.app.storage.QueueFullException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What readers may ask of one ledger. Safe for any number of threads. */
public final class LedgerQueries {
  private final LedgerReader reader;
  private final BlobStore blobs;
  private final ViewHolder holder;
  private final EarlierViews earlier;
  private final EntrySearch search;

  LedgerQueries(LedgerReader reader, BlobStore blobs, ViewHolder holder, EarlierViews earlier) {
    this.reader = reader;
    this.blobs = blobs;
    this.holder = holder;
    this.earlier = earlier;
    this.search = new EntrySearch(reader);
  }

  /** The newest state of everything, with its position. */
  public LedgerView view() {
    return holder.view();
  }

  /** A view that covers the entry at that seq; empty if there is none within the time. */
  public Optional<LedgerView> awaitPosition(long atLeast, Duration atMost)
      throws InterruptedException {
    return holder.await(atLeast, atMost);
  }

  /** Calls back after each newer view: be brief, and be safe for any thread. */
  public void onMoved(Runnable listener) {
    holder.onMoved(listener);
  }

  /**
   * What was known of that program, and of the ledger, right after the durable entry at that seq;
   * of other programs it says nothing that could be relied on.
   */
  public LedgerView viewAt(String program, long seq) {
    return earlier.at(program, seq);
  }

  /** Number of durable entries. */
  public long size() {
    return reader.size();
  }

  /** The durable entry at that seq. */
  public Optional<Entry> entry(long seq) {
    return reader.entry(seq);
  }

  /** The durable event with that id in that stream. */
  public Optional<Entry> find(StreamId source, String id) {
    return reader.find(source, id);
  }

  /** The durable entry that attests the states after so many entries. */
  public Optional<Entry> attestation(long size) {
    return reader.find(StreamId.ATTESTATIONS, Attestor.id(size));
  }

  /** At most {@code limit} events of a stream from that streamseq on, in order. */
  public List<LedgerEvent> stream(StreamId stream, long fromStreamseq, int limit) {
    return reader.stream(stream, fromStreamseq, limit).stream().map(Entry::event).toList();
  }

  /** The same as entries, which have their seq. */
  public List<Entry> entriesOf(StreamId stream, long fromStreamseq, int limit) {
    return reader.stream(stream, fromStreamseq, limit);
  }

  /** The last streamseq of a stream; −1 if it has no entries. */
  public long lastStreamseq(StreamId stream) {
    return reader.lastStreamseq(stream);
  }

  /** The streams whose paths begin with those characters, in order of their paths. */
  public List<StreamId> streams(String pathPrefix) {
    return reader.streams(pathPrefix);
  }

  /** The durable entries that match, in order. */
  public EntryPage entries(EntryFilter filter) {
    return search.find(filter);
  }

  /** The root over the first entries, of which there are as many. */
  public Hash root(long size) {
    return reader.root(size);
  }

  /** Roots of complete subtrees, from which every proof about durable entries can be made. */
  public HashReader hashes() {
    return reader.hashes();
  }

  /** The blob with that digest. */
  public Optional<byte[]> blob(Hash sha256) {
    return blobs.get(sha256);
  }

  /** The seq of the entry by which an owner redacted the blob, or empty. */
  public Optional<Long> redaction(Hash sha256) {
    return blobs.redaction(sha256);
  }

  /**
   * The digests of the blobs in ascending order, behind that one, or from the first.
   *
   * @param most that are given
   */
  public List<Hash> blobs(@Nullable Hash after, int most) {
    return reader.blobs().stream()
        .filter(digest -> after == null || digest.compareTo(after) > 0)
        .sorted()
        .limit(most)
        .toList();
  }

  /**
   * Keeps a blob, durably.
   *
   * @throws EventRefusedException DIGEST_MISMATCH, BODY_TOO_LARGE, BLOB_REDACTED, UNAVAILABLE or
   *     READ_ONLY
   */
  public Hash putBlob(Hash expected, InputStream bytes) throws IOException {
    try {
      return blobs.put(expected, bytes);
    } catch (BlobRefusedException e) {
      throw refused(e.code(), e);
    } catch (QueueFullException e) {
      throw refused(ReasonCode.UNAVAILABLE, e);
    } catch (LedgerReadOnlyException e) {
      throw refused(ReasonCode.READ_ONLY, e);
    }
  }

  private static EventRefusedException refused(ReasonCode code, RuntimeException e) {
    return new EventRefusedException(code, "", String.valueOf(e.getMessage()));
  }
}
