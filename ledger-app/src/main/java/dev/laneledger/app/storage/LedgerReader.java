package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.verify.StoredEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads what is durable. Entries never change and are never removed, so what several calls return
 * fits together. Safe for any number of threads; never waits for the writer.
 */
public final class LedgerReader {
  private static final String SIZE = "SELECT seq + 1 FROM entry ORDER BY seq DESC LIMIT 1";
  private static final String ENTRY = "SELECT seq, record FROM entry WHERE seq = ?";
  private static final String ENTRIES =
      "SELECT seq, record FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?";
  private static final String FIND =
      "SELECT e.seq, e.record FROM stream s JOIN stream_id i ON i.stream = s.key"
          + " JOIN entry e ON e.seq = i.seq WHERE s.path = ? AND i.id = ?";
  private static final String FIND_ALL =
      "SELECT i.id, e.seq, e.record FROM stream s JOIN stream_id i ON i.stream = s.key"
          + " JOIN entry e ON e.seq = i.seq WHERE s.path = ? AND i.id IN ";
  private static final String STREAM =
      "SELECT e.seq, e.record FROM stream s JOIN stream_entry i ON i.stream = s.key"
          + " JOIN entry e ON e.seq = i.seq WHERE s.path = ? AND i.streamseq >= ?"
          + " ORDER BY i.streamseq LIMIT ?";
  private static final String LAST =
      "SELECT i.streamseq FROM stream s JOIN stream_entry i ON i.stream = s.key"
          + " WHERE s.path = ? ORDER BY i.streamseq DESC LIMIT 1";
  private static final String STREAMS =
      "SELECT path FROM stream WHERE path >= ? AND path < ? ORDER BY path";
  private static final String BLOBS = "SELECT sha256 FROM blob ORDER BY key";
  private static final String BLOB = "SELECT bytes FROM blob WHERE sha256 = ?";

  /** Above every character of a path. */
  private static final String AFTER_ANY = "\u007f";

  private final ReadPool pool;
  private final RecentEntries recent;
  private final StoredHashes hashes;

  LedgerReader(ReadPool pool, RecentEntries recent) {
    this.pool = pool;
    this.recent = recent;
    this.hashes = new StoredHashes(pool);
  }

  /** Number of entries. */
  public long size() {
    return pool.read(session -> session.first(SIZE, row -> row.getLong(1)).orElse(0L));
  }

  /**
   * The durable end.
   *
   * @throws IllegalStateException if there is no entry yet
   */
  public Head head() {
    long size = size();
    Entry last =
        entry(size - 1)
            .orElseThrow(
                () -> new IllegalStateException("a ledger without entries has no head: create it"));
    return new Head(size, last.chain(), root(size));
  }

  /** The entry at that seq, or empty if there are not that many. */
  public Optional<Entry> entry(long seq) {
    return pool.read(session -> session.first(ENTRY, this::entry, seq));
  }

  /** At most {@code limit} entries from {@code from} on, in order. */
  public List<Entry> entries(long from, int limit) {
    return list(ENTRIES, from, limit);
  }

  /** The same as the database has them now, with the hashes beside them; nothing is believed. */
  public List<StoredEntry> stored(long from, int limit) {
    return pool.read(session -> {
      List<StoredEntry> rows = new ArrayList<>();
      session.each(
          ENTRIES,
          row -> EntryRecord.stored(row.getLong(1), row.getBytes(2), null),
          rows,
          from,
          limit);
      return rows;
    });
  }

  /**
   * The same, from memory where only this process writes: for those who follow its commits, as an
   * entry of another process that writes all the same would be missed.
   */
  public List<Entry> newEntries(long from, int limit) {
    List<Entry> kept = recent.since(from, limit);
    return kept == null ? entries(from, limit) : kept;
  }

  /**
   * Number of entries as far as this process knows, with the reservation of {@link #newEntries};
   * what another node wrote counts once this one is told.
   */
  public long newSize() {
    return recent.committed().orElseGet(this::size);
  }

  /** The event with that id in that stream. */
  public Optional<Entry> find(StreamId source, String id) {
    return pool.read(session -> session.first(FIND, this::entry, source.path(), id));
  }

  /** The events with those ids in that stream, by id; those that it does not hold are left out. */
  public Map<String, Entry> find(StreamId source, List<String> ids) {
    return pool.read(session -> {
      List<Map.Entry<String, Entry>> found = new ArrayList<>();
      session.eachIn(
          FIND_ALL,
          row ->
              Map.entry(
                  row.getString(1),
                  recent.recall(EntryRecord.parse(row.getLong(2), row.getBytes(3)))),
          found,
          source.path(),
          ids);
      Map<String, Entry> byId = new HashMap<>();
      found.forEach(entry -> byId.put(entry.getKey(), entry.getValue()));
      return byId;
    });
  }

  /** The entry at that seq, if it is at hand without asking the database. */
  public Optional<Entry> recent(long seq) {
    return recent.at(seq);
  }

  /**
   * The last position in a stream, if it is known without asking the database. Where others write
   * too it may have moved: decide on it only what the append compares.
   */
  public OptionalLong knownEnd(StreamId stream) {
    return recent.end(stream);
  }

  /** Whether a {@link #knownEnd} may have moved. */
  public boolean mayBeBehind() {
    return !recent.alone();
  }

  /** Has the database asked again where streams end, if others write to it. */
  public void forgetEnds() {
    recent.forgetEnds();
  }

  /** How often they were forgotten. */
  public long endsForgotten() {
    return recent.forgotten();
  }

  /**
   * Notes where a stream ended when it was read.
   *
   * @param last -1 if it has no entries
   * @param since what {@link #endsForgotten} said before it was read
   */
  public void endSeen(StreamId stream, long last, long since) {
    recent.ended(Map.of(stream, last), since);
  }

  /** At most {@code limit} entries of a stream from that position on, in order. */
  public List<Entry> stream(StreamId stream, long fromStreamseq, int limit) {
    return list(STREAM, stream.path(), fromStreamseq, limit);
  }

  /** The last position in a stream, -1 if it has no entries. */
  public long lastStreamseq(StreamId stream) {
    return pool.read(
        session -> session.first(LAST, row -> row.getLong(1), stream.path()).orElse(-1L));
  }

  /** The streams whose paths begin with those characters, in order of their paths. */
  public List<StreamId> streams(String pathPrefix) {
    return pool.read(session -> {
      List<StreamId> streams = new ArrayList<>();
      session.each(
          STREAMS,
          row -> StreamId.parse(row.getString(1)),
          streams,
          pathPrefix,
          pathPrefix + AFTER_ANY);
      return streams;
    });
  }

  /** The blob's bytes as they are stored; {@link BlobStore#get} also checks them. */
  public Optional<byte[]> blob(Hash sha256) {
    return pool.read(
        session -> session.first(BLOB, row -> row.getBytes(1), (Object) sha256.bytes()));
  }

  /** The seq of the entry by which an owner redacted that blob, or empty. */
  public Optional<Long> redaction(Hash sha256) {
    return pool.read(session -> redaction(session, sha256));
  }

  static Optional<Long> redaction(Session session, Hash sha256) throws SQLException {
    return session
        .first(
            FIND,
            row -> EntryRecord.parse(row.getLong(1), row.getBytes(2)),
            StreamId.LEDGER.path(),
            LedgerData.BlobRedacted.id(sha256))
        .filter(entry -> entry.event().payload() instanceof LedgerData.BlobRedacted)
        .map(Entry::seq);
  }

  /** The digests of all blobs, in the order in which they came. */
  public List<Hash> blobs() {
    return pool.read(session -> {
      List<Hash> digests = new ArrayList<>();
      session.each(BLOBS, row -> Hash.of(row.getBytes(1)), digests);
      return digests;
    });
  }

  /** Roots of the complete subtrees, one row away each. */
  public HashReader hashes() {
    return hashes;
  }

  /**
   * The root over the first entries.
   *
   * @throws IllegalArgumentException if there are not that many
   */
  public Hash root(long size) {
    return fromHashes(read -> MerkleTree.root(size, read));
  }

  /**
   * What follows from such roots, asked for at once.
   *
   * @param question is put twice, first with any hashes: what it asks for must not depend on them
   */
  public <T> T fromHashes(Function<HashReader, T> question) {
    return hashes.read(question);
  }

  /**
   * The roots of complete subtrees of 2^level leaves each.
   *
   * @throws IllegalArgumentException if the ledger does not hold one of them completely
   */
  public List<Hash> hashes(int level, long from, int count) {
    return hashes.hashes(level, from, count);
  }

  private List<Entry> list(String sql, Object... parameters) {
    return pool.read(session -> {
      List<Entry> entries = new ArrayList<>();
      session.each(sql, this::entry, entries, parameters);
      return entries;
    });
  }

  private Entry entry(ResultSet row) throws SQLException {
    return recent.recall(EntryRecord.parse(row.getLong(1), row.getBytes(2)));
  }
}
