package dev.laneledger.api.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Every proof of every tree up to a hundred leaves: every bit of every hash is flipped, and every
 * other position is tried.
 */
class ProofTamperingTest {
  private static final int MAX = 100;
  private static final List<Hash> LEAVES =
      IntStream.range(0, MAX).mapToObj(i -> MerkleTree.leafHash(new byte[] {(byte) i})).toList();
  private static final List<Hash> ROOTS =
      IntStream.rangeClosed(0, MAX).mapToObj(n -> Rfc6962.root(LEAVES.subList(0, n))).toList();

  @Test
  void everyInclusionProofFailsWithAnyBitFlipped() {
    forAllPairs((index, size) -> tamper(inclusion(index - 1, size)));
  }

  @Test
  void everyConsistencyProofFailsWithAnyBitFlipped() {
    forAllPairs((from, to) -> tamper(consistency(from, to)));
  }

  @Test
  void everyInclusionProofFailsAtEveryOtherPosition() {
    forAllPairs((given, size) -> {
      int index = given - 1;
      InclusionProof proof = inclusion(index, size);
      forOtherPairs(
          index,
          size,
          (otherIndex, otherSize) -> {
            InclusionProof moved = new InclusionProof(otherIndex, otherSize, proof.path());
            expect(false, moved.verify(LEAVES.get(index), ROOTS.get(otherSize)), moved);
          });
    });
  }

  @Test
  void everyConsistencyProofFailsBetweenOtherSizes() {
    forAllPairs((from, to) -> {
      ConsistencyProof proof = consistency(from, to);
      forOtherPairs(
          from,
          to,
          (otherFrom, otherTo) -> {
            ConsistencyProof moved = new ConsistencyProof(otherFrom, otherTo, proof.path());
            boolean nothingBetween = proof.path().isEmpty() && otherFrom == otherTo;
            expect(
                nothingBetween && otherFrom > 0,
                otherFrom >= 0
                    && otherFrom <= MAX
                    && moved.verify(ROOTS.get(otherFrom), ROOTS.get(otherTo)),
                moved);
          });
    });
  }

  /** A root does not contain its tree's size: it tells only paths apart that turn differently. */
  @Test
  void anInclusionProofPassesUnderItsOwnRootOnlyWhereThePathTakesTheSameTurns() {
    for (int size = 1; size <= 33; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = inclusion(index, size);
        for (int otherSize = 1; otherSize <= 70; otherSize++) {
          for (int other = 0; other < otherSize; other++) {
            boolean sameTurns = Rfc6962.turns(other, otherSize).equals(Rfc6962.turns(index, size));
            InclusionProof moved = new InclusionProof(other, otherSize, proof.path());
            expect(sameTurns, moved.verify(LEAVES.get(index), ROOTS.get(size)), moved);
          }
        }
      }
    }
  }

  @Test
  void aConsistencyProofPassesUnderItsOwnRootsOnlyWhereThePathTakesTheSameTurns() {
    for (int to = 1; to <= 33; to++) {
      for (int from = 1; from <= to; from++) {
        ConsistencyProof proof = consistency(from, to);
        String turns = Rfc6962.consistencyTurns(from, to);
        for (int otherTo = 1; otherTo <= 70; otherTo++) {
          for (int other = 1; other <= otherTo; other++) {
            boolean sameTurns = Rfc6962.consistencyTurns(other, otherTo).equals(turns);
            ConsistencyProof moved = new ConsistencyProof(other, otherTo, proof.path());
            expect(sameTurns, moved.verify(ROOTS.get(from), ROOTS.get(to)), moved);
          }
        }
      }
    }
  }

  @Test
  void pathsOfAnyOtherLengthFail() {
    forAllPairs((i, size) -> {
      Hash leaf = LEAVES.get(i - 1);
      Hash from = ROOTS.get(i);
      Hash to = ROOTS.get(size);
      otherLengths(
          inclusion(i - 1, size).path(),
          path -> new InclusionProof(i - 1, size, path).verify(leaf, to));
      otherLengths(
          consistency(i, size).path(),
          path -> new ConsistencyProof(i, size, path).verify(from, to));
    });
  }

  @Test
  void treesWithoutLeavesProveNothing() {
    Hash empty = MerkleTree.EMPTY_ROOT;
    assertThat(new InclusionProof(0, 0, List.of()).verify(empty, empty)).isFalse();
    assertThat(new InclusionProof(-1, 1, List.of()).verify(empty, empty)).isFalse();
    assertThat(new ConsistencyProof(0, 0, List.of()).verify(empty, empty)).isFalse();
    assertThat(new ConsistencyProof(0, 1, List.of()).verify(empty, ROOTS.get(1))).isFalse();
    assertThat(new ConsistencyProof(-2, 1, List.of()).verify(empty, empty)).isFalse();
    assertThat(new ConsistencyProof(2, 1, List.of()).verify(ROOTS.get(2), ROOTS.get(1))).isFalse();
  }

  private interface Pair {
    void accept(int first, int size);
  }

  /** Every 1 &lt;= i &lt;= size &lt;= MAX. */
  private static void forAllPairs(Pair pair) {
    IntStream.rangeClosed(1, MAX)
        .parallel()
        .forEach(size -> IntStream.rangeClosed(1, size).forEach(i -> pair.accept(i, size)));
  }

  /** Every other position up to the largest tree, those just outside a tree among them. */
  private static void forOtherPairs(int first, int size, Pair pair) {
    for (int otherSize = 0; otherSize <= MAX; otherSize++) {
      for (int other = -1; other <= otherSize + 1; other++) {
        if (other != first || otherSize != size) {
          pair.accept(other, otherSize);
        }
      }
    }
  }

  private static InclusionProof inclusion(int index, int size) {
    return MerkleTree.prove(index, size, MerkleTree.over(LEAVES));
  }

  private static ConsistencyProof consistency(int from, int to) {
    return MerkleTree.proveConsistency(from, to, MerkleTree.over(LEAVES));
  }

  private static void tamper(InclusionProof proof) {
    int size = (int) proof.size();
    Hash leaf = LEAVES.get((int) proof.index());
    Hash root = ROOTS.get(size);
    expect(true, proof.verify(leaf, root), proof);
    flip(leaf, flipped -> proof.verify(flipped, root));
    flip(root, flipped -> proof.verify(leaf, flipped));
    flip(proof.path(), path -> new InclusionProof(proof.index(), size, path).verify(leaf, root));
  }

  private static void tamper(ConsistencyProof proof) {
    int to = (int) proof.to();
    Hash first = ROOTS.get((int) proof.from());
    Hash second = ROOTS.get(to);
    expect(true, proof.verify(first, second), proof);
    flip(first, flipped -> proof.verify(flipped, second));
    flip(second, flipped -> proof.verify(first, flipped));
    flip(proof.path(), path -> new ConsistencyProof(proof.from(), to, path).verify(first, second));
  }

  private static void flip(List<Hash> path, Predicate<List<Hash>> verifies) {
    for (int i = 0; i < path.size(); i++) {
      List<Hash> changed = new ArrayList<>(path);
      int position = i;
      flip(
          path.get(i),
          flipped -> {
            changed.set(position, flipped);
            return verifies.test(changed);
          });
    }
  }

  private static void flip(Hash hash, Predicate<Hash> verifies) {
    for (int bit = 0; bit < 256; bit++) {
      byte[] bytes = hash.bytes();
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      expect(false, verifies.test(Hash.of(bytes)), hash);
    }
  }

  private static void otherLengths(List<Hash> path, Predicate<List<Hash>> verifies) {
    for (int length = 0; length < path.size(); length++) {
      expect(false, verifies.test(path.subList(0, length)), path);
      expect(false, verifies.test(path.subList(length + 1, path.size())), path);
    }
    List<Hash> longer = new ArrayList<>(path);
    longer.add(MerkleTree.EMPTY_ROOT);
    expect(false, verifies.test(longer), longer);
    longer.removeLast();
    longer.addFirst(MerkleTree.EMPTY_ROOT);
    expect(false, verifies.test(longer), longer);
  }

  /** A plain comparison, for millions of calls. */
  private static void expect(boolean expected, boolean verified, Object what) {
    if (verified != expected) {
      throw new AssertionError("verified must be " + expected + " for " + what);
    }
  }
}
