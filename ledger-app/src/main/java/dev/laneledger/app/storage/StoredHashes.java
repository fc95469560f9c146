package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * The roots of complete subtrees, out of the records that hold them. Those of many leaves are asked
 * for again and again, and never change: some are remembered.
 */
final class StoredHashes implements HashReader {
  private static final String HASH = "SELECT substr(record, ?, 32) FROM entry WHERE seq = ?";

  /** From this level up: one in 256 entries completes such a subtree. */
  private static final int REMEMBERED_LEVEL = 8;

  private static final int REMEMBERED = 1 << 16;

  private final ReadPool pool;
  private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(REMEMBERED);

  StoredHashes(ReadPool pool) {
    this.pool = pool;
  }

  private record Known(int level, long index, Hash hash) {}

  /**
   * @throws IllegalArgumentException if the ledger does not hold that subtree completely
   */
  @Override
  public Hash hash(int level, long index) {
    return pool.read(session -> recall(session, level, index));
  }

  /** Asks all that is asked for over one connection. */
  <T> T read(Function<HashReader, T> question) {
    return pool.read(session -> {
      try {
        return question.apply((level, index) -> recallNow(session, level, index));
      } catch (UnreadableException e) {
        throw e.cause; // the pool tells a connection that was lost
      }
    });
  }

  private Hash recallNow(Session session, int level, long index) {
    try {
      return recall(session, level, index);
    } catch (SQLException e) {
      throw new UnreadableException(e);
    }
  }

  private static final class UnreadableException extends RuntimeException {
    private final SQLException cause;

    UnreadableException(SQLException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private Hash recall(Session session, int level, long index) throws SQLException {
    if (level < REMEMBERED_LEVEL) {
      return hash(session, level, index);
    }
    int slot = (int) ((((index << 6) + level) * 0x9E3779B97F4A7C15L) >>> 48);
    Known found = known.get(slot);
    if (found == null || found.level() != level || found.index() != index) {
      found = new Known(level, index, hash(session, level, index));
      known.set(slot, found);
    }
    return found.hash();
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
