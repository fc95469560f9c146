package dev.laneledger.api.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MerkleVectorsTest {
  private static final JsonNode MERKLE = Vectors.read("merkle.json");
  private static final List<Hash> LEAVES = hashes(MERKLE.get("leaves"));

  @Test
  void hashesEveryLeaf() {
    List<Hash> leaves =
        Vectors.list(MERKLE.get("entries")).stream()
            .map(hex -> MerkleTree.leafHash(HexFormat.of().parseHex(hex.stringValue())))
            .toList();
    assertThat(leaves).isEqualTo(LEAVES);
  }

  @Test
  void reachesEveryRoot() {
    assertThat(Vectors.list(MERKLE.get("roots"))).hasSize(9);
    for (JsonNode vector : MERKLE.get("roots")) {
      List<Hash> leaves = LEAVES.subList(0, vector.get("size").asInt());
      assertThat(MerkleTree.rootOf(leaves)).isEqualTo(hash(vector.get("root")));
    }
  }

  @Test
  void provesEveryInclusion() {
    assertThat(Vectors.list(MERKLE.get("inclusion"))).isNotEmpty();
    for (JsonNode vector : MERKLE.get("inclusion")) {
      InclusionProof given =
          new InclusionProof(
              vector.get("index").asLong(),
              vector.get("size").asLong(),
              hashes(vector.get("path")));
      assertThat(MerkleTree.prove(given.index(), given.size(), MerkleTree.over(LEAVES)))
          .isEqualTo(given);
      assertThat(given.verify(hash(vector.get("leaf")), hash(vector.get("root")))).isTrue();
    }
  }

  @Test
  void provesEveryConsistency() {
    assertThat(Vectors.list(MERKLE.get("consistency"))).isNotEmpty();
    for (JsonNode vector : MERKLE.get("consistency")) {
      ConsistencyProof given =
          new ConsistencyProof(
              vector.get("from").asLong(), vector.get("to").asLong(), hashes(vector.get("path")));
      assertThat(MerkleTree.proveConsistency(given.from(), given.to(), MerkleTree.over(LEAVES)))
          .isEqualTo(given);
      assertThat(given.verify(hash(vector.get("fromRoot")), hash(vector.get("toRoot")))).isTrue();
    }
  }

  @Test
  void refusesEveryInclusionThatMustFail() {
    assertThat(Vectors.list(MERKLE.get("mustFail"))).isNotEmpty();
    for (JsonNode vector : MERKLE.get("mustFail")) {
      assertThat(verifies(vector)).as(vector.get("why").stringValue()).isFalse();
    }
  }

  @Test
  void chainsAndRootsEveryEntry() {
    JsonNode vectors = Vectors.read("entries.json");
    Hash chain = HashChain.start(vectors.get("origin").stringValue());
    assertThat(chain).isEqualTo(hash(vectors.get("chainStart")));
    MerkleFrontier frontier = MerkleFrontier.empty();
    for (JsonNode vector : vectors.get("entries")) {
      byte[] entry = vector.get("entry").stringValue().getBytes(StandardCharsets.UTF_8);
      assertThat(entry).hasSize(vector.get("bytes").asInt());
      Hash leaf = MerkleTree.leafHash(entry);
      assertThat(leaf).isEqualTo(hash(vector.get("leaf")));
      chain = HashChain.next(chain, leaf);
      assertThat(chain).isEqualTo(hash(vector.get("chain")));
      frontier = frontier.append(leaf);
      assertThat(frontier.root()).isEqualTo(hash(vector.get("root")));
    }
    assertThat(frontier.size()).isEqualTo(6);
  }

  @Test
  void rootsTheRowsOfAState() {
    JsonNode vectors = Vectors.read("state.json");
    List<Hash> leaves =
        Vectors.list(vectors.get("rows")).stream()
            .map(row -> MerkleTree.leafHash(row.stringValue().getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(leaves).isEqualTo(hashes(vectors.get("leaves")));
    assertThat(MerkleTree.rootOf(leaves)).isEqualTo(hash(vectors.get("stateHash")));
    assertThat(MerkleTree.rootOf(List.of())).isEqualTo(hash(vectors.get("empty")));
  }

  private static boolean verifies(JsonNode vector) {
    try {
      return new InclusionProof(
              vector.get("index").asLong(), vector.get("size").asLong(), hashes(vector.get("path")))
          .verify(hash(vector.get("leaf")), hash(vector.get("root")));
    } catch (IllegalArgumentException e) { // a hash of another length
      return false;
    }
  }

  private static Hash hash(JsonNode hex) {
    return Hash.fromHex(hex.stringValue());
  }

  private static List<Hash> hashes(JsonNode array) {
    List<Hash> hashes = new ArrayList<>();
    array.forEach(hex -> hashes.add(hash(hex)));
    return hashes;
  }
}
