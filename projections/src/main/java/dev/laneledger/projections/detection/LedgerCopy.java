package dev.laneledger.projections.detection;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A ledger in memory, and what an attacker makes of it. Immutable; the bytes are shared. */
final class LedgerCopy implements LedgerMaterial {
  private final String origin;
  private final List<StoredEntry> entries;
  private final byte[] checkpoint;
  private final SortedMap<Hash, byte[]> blobs;

  private LedgerCopy(
      String origin, List<StoredEntry> entries, byte[] checkpoint, SortedMap<Hash, byte[]> blobs) {
    this.origin = origin;
    this.entries = List.copyOf(entries);
    this.checkpoint = checkpoint;
    this.blobs = blobs;
  }

  /**
   * A copy with every hash as it must be, signed with the throw-away key.
   *
   * @param most entries that are copied at the most
   * @throws MaterialUnusableException if there are more
   */
  static LedgerCopy of(LedgerMaterial material, String origin, int most) {
    List<byte[]> bytes = new ArrayList<>();
    material.entries(entry -> {
      if (bytes.size() == most) {
        throw new MaterialUnusableException(
            "detection is proven on a copy in memory of at most "
                + most
                + " entries, but there are more: export an earlier state");
      }
      bytes.add(entry.bytes());
    });
    SortedMap<Hash, byte[]> blobs = new TreeMap<>();
    material.blobs(digest -> material.blob(digest).ifPresent(blob -> blobs.put(digest, blob)));
    return new LedgerCopy(origin, hashed(origin, bytes), new byte[0], blobs).signed(Keys.LOG);
  }

  /** The throw-away key that stands for the log's. */
  VerifierKey logKey() {
    return SignerKey.fromSeed(origin, Keys.LOG.seed()).verifierKey();
  }

  List<StoredEntry> stored() {
    return entries;
  }

  int size() {
    return entries.size();
  }

  byte[] note() {
    return checkpoint;
  }

  SortedMap<Hash, byte[]> blobBytes() {
    return blobs;
  }

  /** These entries, with the checkpoint and blobs as they are. */
  LedgerCopy with(List<StoredEntry> others) {
    return new LedgerCopy(origin, others, checkpoint, blobs);
  }

  /** Entries of these bytes, every hash computed anew, with the checkpoint as it is. */
  LedgerCopy rehashed(List<byte[]> bytes) {
    return with(hashed(origin, bytes));
  }

  LedgerCopy withCheckpoint(byte[] note) {
    return new LedgerCopy(origin, entries, note, blobs);
  }

  LedgerCopy withBlobs(SortedMap<Hash, byte[]> others) {
    return new LedgerCopy(origin, entries, checkpoint, others);
  }

  /** With a checkpoint over all of its entries. */
  LedgerCopy signed(Keys by) {
    List<Hash> leaves = entries.stream().map(e -> MerkleTree.leafHash(e.bytes())).toList();
    Checkpoint over = new Checkpoint(origin, leaves.size(), MerkleTree.rootOf(leaves));
    return withCheckpoint(
        over.sign(SignerKey.fromSeed(origin, by.seed())).format().getBytes(StandardCharsets.UTF_8));
  }

  private static List<StoredEntry> hashed(String origin, List<byte[]> bytes) {
    List<StoredEntry> entries = new ArrayList<>();
    Hash chain = HashChain.start(origin);
    for (byte[] entry : bytes) {
      Hash leaf = MerkleTree.leafHash(entry);
      chain = HashChain.next(chain, leaf);
      entries.add(new StoredEntry(entries.size(), entry, leaf, chain, null, null));
    }
    return entries;
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    entries.forEach(sink);
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return Optional.of(checkpoint);
  }

  @Override
  public void blobs(Consumer<Hash> sink) {
    blobs.keySet().forEach(sink);
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return Optional.ofNullable(blobs.get(sha256));
  }
}
