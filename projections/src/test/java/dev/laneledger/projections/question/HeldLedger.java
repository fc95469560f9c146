package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.projections.Ledgers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The ledger of a test as an auditor holds it, with what its holder may have done to it. */
final class HeldLedger implements LedgerMaterial {
  static final SignerKey LOG_KEY = SignerKey.fromSeed(Ledgers.ORIGIN, new byte[32]);

  final SortedMap<Hash, byte[]> blobs = new TreeMap<>();

  /** What stands beside the entries, by name. */
  final SortedMap<String, byte[]> parts = new TreeMap<>();

  /** Signature lines of others under the checkpoint. */
  final List<NoteSignature> others = new ArrayList<>();

  /** How many entries are shown. */
  long shown = Long.MAX_VALUE;

  /** How many entries the checkpoint covers. */
  long signed = Long.MAX_VALUE;

  private final List<byte[]> bytes;

  HeldLedger(Ledgers ledger) {
    this.bytes = ledger.events().stream().map(EventCodec::encode).toList();
    Ledgers.PACKS.forEach(pack -> blobs.put(pack.sha256(), pack.bytes()));
    blobs.putAll(ledger.inputs);
  }

  /** The text that the log signs. */
  String signedText() {
    List<Hash> leaves =
        new ArrayList<>(bytes.stream().limit(signed).map(MerkleTree::leafHash).toList());
    return new Checkpoint(Ledgers.ORIGIN, leaves.size(), MerkleTree.rootOf(leaves)).text();
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    for (int i = 0; i < Math.min(shown, bytes.size()); i++) {
      sink.accept(StoredEntry.bare(i, bytes.get(i)));
    }
  }

  @Override
  public Optional<byte[]> checkpoint() {
    String note = Checkpoint.parse(signedText()).sign(LOG_KEY).with(others).format();
    return Optional.of(note.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void blobs(Consumer<Hash> sink) {
    blobs.keySet().forEach(sink);
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return Optional.ofNullable(blobs.get(sha256));
  }

  @Override
  public void parts(String prefix, Consumer<String> sink) {
    parts.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(sink);
  }

  @Override
  public Optional<byte[]> part(String name) {
    return Optional.ofNullable(parts.get(name));
  }
}
