package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.merkle.MerkleTree;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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

  private record Known(Subtree subtree, Hash hash) {}

  /**
   * @throws IllegalArgumentException if the ledger does not hold that subtree completely
   */
  @Override
  public Hash hash(int level, long index) {
    Subtree subtree = new Subtree(level, index);
    Hash recalled = recall(subtree);
    return recalled == null ? fetch(List.of(subtree)).getFirst() : recalled;
  }

  /**
   * Asks at once for all that a question needs.
   *
   * @param question is put twice, first with any hashes: what it asks for must not depend on them
   */
  <T> T read(Function<HashReader, T> question) {
    Map<Subtree, Hash> found = new HashMap<>();
    Set<Subtree> missing = new LinkedHashSet<>();
    T answer =
        question.apply((level, index) -> {
          Subtree subtree = new Subtree(level, index);
          Hash recalled = recall(subtree);
          if (recalled == null) {
            missing.add(subtree);
            return MerkleTree.EMPTY_ROOT;
          }
          found.put(subtree, recalled);
          return recalled;
        });
    if (missing.isEmpty()) {
      return answer;
    }
    Iterator<Hash> fetched = fetch(List.copyOf(missing)).iterator();
    missing.forEach(subtree -> found.put(subtree, fetched.next()));
    return question.apply(
        (level, index) -> Objects.requireNonNull(found.get(new Subtree(level, index))));
  }

  /** The roots of {@code count} complete subtrees from {@code from} on. */
  List<Hash> hashes(int level, long from, int count) {
    return fetch(
        LongStream.range(from, from + count).mapToObj(index -> new Subtree(level, index)).toList());
  }

  private List<Hash> fetch(List<Subtree> wanted) {
    List<Hash> hashes = pool.read(session -> pool.database().hashes(session, wanted));
    for (int i = 0; i < wanted.size(); i++) {
      Subtree subtree = wanted.get(i);
      if (subtree.level() >= REMEMBERED_LEVEL) {
        known.set(slot(subtree), new Known(subtree, hashes.get(i)));
      }
    }
    return hashes;
  }

  private @Nullable Hash recall(Subtree subtree) {
    Known found = subtree.level() < REMEMBERED_LEVEL ? null : known.get(slot(subtree));
    return found == null || !found.subtree().equals(subtree) ? null : found.hash();
  }

  private static int slot(Subtree subtree) {
    return (int) ((((subtree.index() << 6) + subtree.level()) * 0x9E3779B97F4A7C15L) >>> 48);
  }

  static Hash hash(Session session, Subtree subtree) throws SQLException {
    return session
        .first(HASH, row -> Hash.of(row.getBytes(1)), subtree.from(), subtree.seq())
        .orElseThrow(subtree::incomplete);
  }
}
