package dev.laneledger.app.witness;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.ConsistencyProof;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.AddCheckpoint;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.SignerKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A log in memory, as long as one likes; another branch has other entries from 3 on. */
public record SomeLog(String origin, String branch) {
  static final int SHARED = 3;

  SignerKey key() {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) origin.hashCode());
    return SignerKey.fromSeed(origin, seed);
  }

  private List<Hash> leaves(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> (i < SHARED ? "shared" : branch) + i)
        .map(entry -> MerkleTree.leafHash(entry.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  Checkpoint checkpoint(int size) {
    return new Checkpoint(origin, size, MerkleTree.rootOf(leaves(size)));
  }

  SignedNote note(int size) {
    return checkpoint(size).sign(key());
  }

  List<Hash> proof(int from, int to) {
    return from == 0 || from == to ? List.of() : proveConsistency(from, to).path();
  }

  private ConsistencyProof proveConsistency(int from, int to) {
    return MerkleTree.proveConsistency(from, to, MerkleTree.over(leaves(to)));
  }

  /** What an honest log sends. */
  String request(int from, int to) {
    return new AddCheckpoint(from, proof(from, to), note(to)).format();
  }

  String id() {
    return Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
