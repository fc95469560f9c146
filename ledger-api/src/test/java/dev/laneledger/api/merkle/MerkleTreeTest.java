package dev.laneledger.api.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.laneledger.api.hash.Hash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  private static final int MAX = 100;
  private static final List<Hash> LEAVES =
      IntStream.range(0, 1000).mapToObj(i -> MerkleTree.leafHash(new byte[] {(byte) i})).toList();

  private final Map<String, Hash> stored = new HashMap<>();

  @Test
  void rootsEveryTreeAsTheRfcDefinesIt() {
    for (int size = 0; size <= MAX; size++) {
      assertThat(MerkleTree.rootOf(LEAVES.subList(0, size)))
          .isEqualTo(Rfc6962.root(LEAVES.subList(0, size)));
    }
  }

  @Test
  void provesEveryPairAsTheRfcDefinesIt() {
    HashReader reader = MerkleTree.over(LEAVES);
    for (int size = 1; size <= MAX; size++) {
      List<Hash> leaves = LEAVES.subList(0, size);
      for (int i = 0; i < size; i++) {
        assertThat(MerkleTree.prove(i, size, reader).path()).isEqualTo(Rfc6962.path(i, leaves));
        assertThat(MerkleTree.proveConsistency(i + 1, size, reader).path())
            .isEqualTo(Rfc6962.proof(i + 1, leaves));
      }
    }
  }

  @Test
  void growsLeafByLeafToTheSameRootsAndEmitsEverySubtreeOnce() {
    MerkleFrontier frontier = MerkleFrontier.empty();
    for (int size = 1; size <= LEAVES.size(); size++) {
      frontier = frontier.append(LEAVES.get(size - 1), this::store);
      assertThat(frontier.size()).isEqualTo(size);
      assertThat(frontier.root()).isEqualTo(MerkleTree.root(size, this::load));
      assertThat(MerkleFrontier.of(size, this::load).root()).isEqualTo(frontier.root());
    }
    assertThat(frontier.root()).isEqualTo(Rfc6962.root(LEAVES));
    assertThat(stored).hasSize(IntStream.rangeClosed(0, 9).map(level -> 1000 >> level).sum());
    assertThat(MerkleTree.prove(700, 1000, this::load))
        .isEqualTo(MerkleTree.prove(700, 1000, MerkleTree.over(LEAVES)));
  }

  @Test
  void keepsEarlierFrontiersAsTheyWere() {
    MerkleFrontier three =
        MerkleFrontier.empty().append(LEAVES.get(0)).append(LEAVES.get(1)).append(LEAVES.get(2));
    Hash root = three.root();
    assertThat(three.append(LEAVES.get(3)).root()).isNotEqualTo(three.append(LEAVES.get(4)).root());
    assertThat(three.root()).isEqualTo(root);
  }

  @Test
  void asksOnlyForSubtreesWithinTheTreeHoweverLarge() {
    long size = Long.MAX_VALUE;
    List<Hash> levels =
        Stream.iterate(LEAVES.getFirst(), h -> MerkleTree.nodeHash(h, h)).limit(63).toList();
    HashReader reader = // of a tree whose leaves are all the same
        (level, index) -> {
          assertThat(index).isBetween(0L, (size >>> level) - 1);
          return levels.get(level);
        };
    Hash root = MerkleTree.root(size, reader);
    assertThat(MerkleFrontier.of(size, reader).root()).isEqualTo(root);
    for (long index : new long[] {0, 1, size / 2, size - 2, size - 1}) {
      InclusionProof proof = MerkleTree.prove(index, size, reader);
      assertThat(proof.verify(reader.hash(0, index), root)).isTrue();
    }
  }

  @Test
  void refusesPositionsOutsideTheTree() {
    HashReader reader = MerkleTree.over(LEAVES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerkleTree.prove(5, 5, reader))
        .withMessage("an index must be from 0 to below the size 5, but is 5");
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.prove(0, 0, reader));
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.prove(-1, 5, reader));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerkleTree.proveConsistency(0, 5, reader))
        .withMessage("a consistency proof must go from a size above 0 up to 5, but from is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerkleTree.proveConsistency(6, 5, reader));
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.root(-1, reader));
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleFrontier.of(-1, reader));
  }

  private void store(int level, long index, Hash hash) {
    assertThat(stored.put(level + "/" + index, hash)).isNull();
  }

  private Hash load(int level, long index) {
    Hash hash = stored.get(level + "/" + index);
    assertThat(hash).as("%d/%d", level, index).isNotNull();
    return hash;
  }
}
