package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The roots of complete subtrees, out of the records that hold them. */
final class StoredHashes implements HashReader {
  private static final String HASH = "SELECT substr(record, ?, 32) FROM entry WHERE seq = ?";

  private final ReadPool pool;

  StoredHashes(ReadPool pool) {
    this.pool = pool;
  }

  /**
   * @throws IllegalArgumentException if the ledger does not hold that subtree completely
   */
  @Override
  public Hash hash(int level, long index) {
    return pool.read(session -> hash(session, level, index));
  }

  /** The roots of {@code count} complete subtrees from {@code from} on, over one connection. */
  List<Hash> hashes(int level, long from, int count) {
    return pool.read(session -> {
      List<Hash> hashes = new ArrayList<>(count);
      for (long index = from; index < from + count; index++) {
        hashes.add(hash(session, level, index));
      }
      return hashes;
    });
  }

  static Hash hash(Session session, int level, long index) throws SQLException {
    long seq = EntryRecord.seqOf(level, index);
    int from = EntryRecord.offsetOf(level) + 1;
    return session
        .first(HASH, row -> Hash.of(row.getBytes(1)), from, seq)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "subtree (%d, %d) must be complete, but entry %d does not exist"
                    .formatted(level, index, seq)));
  }
}
