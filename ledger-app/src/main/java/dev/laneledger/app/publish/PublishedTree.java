package dev.laneledger.app.publish;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.ConsistencyProof;
import dev.laneledger.api.merkle.InclusionProof;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.app.publish.Checkpoints.Signed;
import dev.laneledger.app.storage.LedgerReader;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the newest signed checkpoint covers: tiles, proofs of entries and proofs of growth. Nothing
 * beyond it is shown. Safe for any number of threads; one question reads at most 256 rows.
 *
 * <p>Every method throws {@link EventRefusedException} ({@code READ_ONLY}) while the database does
 * not hold what was signed: nothing can be shown then that fits the checkpoint.
 */
public final class PublishedTree {
  private final Checkpoints checkpoints;
  private final LedgerReader reader;

  public PublishedTree(Checkpoints checkpoints, LedgerReader reader) {
    this.checkpoints = checkpoints;
    this.reader = reader;
  }

  /**
   * That the tree of one size is a prefix of the tree of another.
   *
   * @param fromRoot the root at the size {@code proof.from()}
   * @param toRoot the root at the size {@code proof.to()}
   */
  public record Growth(ConsistencyProof proof, Hash fromRoot, Hash toRoot) {}

  /** Number of entries that the newest signed checkpoint covers. */
  public long size() {
    return newest().checkpoint().size();
  }

  /** A tile or entry bundle of any width; empty if the checkpoint does not cover all of it. */
  public Optional<byte[]> tile(TilePath path) {
    return path.isWithin(size()) ? Optional.of(Tiles.of(path, reader)) : Optional.empty();
  }

  /** Proves the entry, whose bytes are its {@code extra}; empty if it is not covered yet. */
  public Optional<TlogProof> proof(Entry entry) {
    return Optional.of(newest())
        .filter(signed -> entry.seq() < signed.checkpoint().size())
        .map(signed -> proof(entry, signed));
  }

  /**
   * As {@link #proof(Entry)} for durable entries, after waiting until one checkpoint covers all of
   * them; no proof at all if none does within the time.
   */
  public List<TlogProof> awaitProofs(List<Long> seqs, Duration atMost) throws InterruptedException {
    Optional<Signed> signed = checkpoints.awaitCovering(Collections.max(seqs) + 1, atMost);
    return signed.isEmpty()
        ? List.of()
        : seqs.stream().map(seq -> proof(reader.entry(seq).orElseThrow(), signed.get())).toList();
  }

  /**
   * Proves that the ledger only grew.
   *
   * @throws IllegalArgumentException unless 0 &lt; from &lt;= to &lt;= {@link #size()}
   */
  public Growth growth(long from, long to) {
    if (to > size()) {
      throw new IllegalArgumentException(
          "a signed checkpoint must cover %d entries, but covers %d".formatted(to, size()));
    }
    return reader.fromHashes(hashes ->
        new Growth(
            MerkleTree.proveConsistency(from, to, hashes),
            MerkleTree.root(from, hashes),
            MerkleTree.root(to, hashes)));
  }

  /** Checked before it is given away: an altered row must not become somebody's evidence. */
  private TlogProof proof(Entry entry, Signed signed) {
    InclusionProof path =
        reader.fromHashes(
            hashes -> MerkleTree.prove(entry.seq(), signed.checkpoint().size(), hashes));
    if (!path.verify(MerkleTree.leafHash(entry.bytes()), signed.checkpoint().root())) {
      throw new IllegalStateException(
          "entry %d does not lead to the signed root %s of size %d: ledger.db was altered; verify it"
              .formatted(entry.seq(), signed.checkpoint().root(), signed.checkpoint().size()));
    }
    return new TlogProof(
        Bytes.of(entry.bytes()), path.index(), path.path(), SignedNote.parse(signed.note()));
  }

  private Signed newest() {
    return checkpoints
        .newest()
        .orElseThrow(() ->
            new EventRefusedException(
                ReasonCode.READ_ONLY,
                "",
                "the ledger must hold what its checkpoint covers, but does not: tell the operator"));
  }
}
