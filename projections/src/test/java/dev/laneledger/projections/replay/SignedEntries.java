package dev.laneledger.projections.replay;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.projections.Ledgers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Entries and blobs, whatever they are, under a checkpoint that the log's key has signed. */
record SignedEntries(List<byte[]> bytes, Map<Hash, byte[]> kept) implements LedgerMaterial {
  static final SignerKey LOG_KEY = SignerKey.fromSeed(Ledgers.ORIGIN, new byte[32]);

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    for (int i = 0; i < bytes.size(); i++) {
      sink.accept(StoredEntry.bare(i, bytes.get(i)));
    }
  }

  @Override
  public Optional<byte[]> checkpoint() {
    List<Hash> leaves = bytes.stream().map(MerkleTree::leafHash).toList();
    Checkpoint checkpoint =
        new Checkpoint(Ledgers.ORIGIN, leaves.size(), MerkleTree.rootOf(leaves));
    return Optional.of(checkpoint.sign(LOG_KEY).format().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void blobs(Consumer<Hash> sink) {
    kept.keySet().stream().sorted().forEach(sink);
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return Optional.ofNullable(kept.get(sha256));
  }
}
