package dev.laneledger.api.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstDifferenceTest {
  private static final int MAX = 100;
  private static final List<Hash> LEAVES =
      IntStream.range(0, MAX).mapToObj(i -> MerkleTree.leafHash(new byte[] {(byte) i})).toList();

  @Test
  void findsTheFirstChangedLeafInEveryTree() {
    HashReader tree = MerkleTree.over(LEAVES);
    for (int size = 1; size <= MAX; size++) {
      for (int changed = 0; changed < size; changed++) {
        HashReader other = MerkleTree.over(changedFrom(changed));
        assertThat(FirstDifference.within(size, tree, other)).hasValue(changed);
      }
    }
  }

  @Test
  void findsNothingBeforeTheFirstChangedLeaf() {
    HashReader tree = MerkleTree.over(LEAVES);
    for (int changed = 0; changed < MAX; changed++) {
      HashReader other = MerkleTree.over(changedFrom(changed));
      assertThat(FirstDifference.within(changed, tree, other)).isEmpty();
    }
  }

  @Test
  void readsTwoHashesOfEachTreeAtEveryLevelAtMost() {
    int size = 1 << 6;
    AtomicInteger reads = new AtomicInteger();
    HashReader tree = MerkleTree.over(LEAVES);
    HashReader counted =
        (level, index) -> {
          reads.incrementAndGet();
          return tree.hash(level, index);
        };
    assertThat(FirstDifference.within(size, counted, MerkleTree.over(changedFrom(size - 1))))
        .hasValue(size - 1);
    assertThat(reads).hasValueLessThanOrEqualTo(7);
  }

  /** This leaf and all after it are others. */
  private static List<Hash> changedFrom(int first) {
    List<Hash> leaves = new ArrayList<>(LEAVES.subList(0, first));
    for (int i = first; i < MAX; i++) {
      leaves.add(MerkleTree.leafHash(new byte[] {(byte) i, 1}));
    }
    return leaves;
  }
}
