package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The writer's statements, for one thread. Between {@link #begin} and {@link #commit} its own rows
 * are visible to it, and nobody else appends.
 */
sealed interface LedgerTables extends AutoCloseable permits SqliteTables, PostgresTables {
  /**
   * A stream that has entries.
   *
   * @param last its last streamseq
   */
  record Stream(long key, long last) {}

  /**
   * Begins a transaction in which this writer alone appends.
   *
   * @param known the head as this writer last saw it
   * @param requests what will be judged, so that it can be looked up at once
   * @return the head as it is
   */
  WriteHead begin(WriteHead known, List<AppendRequest> requests) throws SQLException;

  Optional<Stream> stream(StreamId id) throws SQLException;

  /** Those of the ids that stand in the stream. */
  Set<String> standing(Stream stream, List<String> ids) throws SQLException;

  boolean hasBlob(Hash sha256) throws SQLException;

  Optional<Entry> lastEntry() throws SQLException;

  Optional<Entry> entry(long seq) throws SQLException;

  /**
   * The root of a complete subtree.
   *
   * @throws StorageFailureException if the database cannot answer
   */
  Hash hash(int level, long index);

  void insert(AppendPlan plan) throws SQLException;

  void insertBlob(Hash sha256, byte[] bytes) throws SQLException;

  /** When it returns, everything since {@link #begin} is durable and visible to readers. */
  void commit(WriteHead after) throws SQLException;

  /** Whether an owner has redacted that blob, by an entry that was committed before. */
  boolean isRedacted(Hash sha256) throws SQLException;

  /** Takes the blob's row away; of a file also the bytes that were in it. */
  void eraseBlob(Hash sha256) throws SQLException;

  void rollback() throws SQLException;

  /**
   * Reads the head anew, and checks it: see {@link HeadRecovery}.
   *
   * @throws IllegalStateException if what the database holds does not fit together
   */
  WriteHead recover() throws SQLException;

  /**
   * The head to go on from after a failed commit was rolled back.
   *
   * @param known the head that the last successful commit left
   * @throws IllegalStateException as {@link #recover} does
   */
  WriteHead afterFailure(WriteHead known) throws SQLException;

  /** Whether this failure of a commit leaves the ledger writable once it is rolled back. */
  boolean survives(Throwable failure);

  @Override
  void close() throws SQLException;
}
