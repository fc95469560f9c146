package dev.laneledger.api.verify;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ledger of 20 entries in memory, kept in one of three ways, that a test may tamper with. */
final class SmallLedger implements LedgerMaterial {
  static final String ORIGIN = "laneledger.local/small";
  static final int SIZE = 20;
  static final byte[] PACK = "rules: none\n".getBytes(StandardCharsets.UTF_8);
  static final SignerKey LOG_KEY = key(ORIGIN, (byte) 7);
  static final int SEALED = 19;
  static final Map<String, byte[]> PACKET =
      Map.of("README.md", "read me\n".getBytes(StandardCharsets.UTF_8));
  static final HashManifest MANIFEST = HashManifest.of(PACKET);
  static final List<byte[]> ENTRIES = entries();

  /** How a holder keeps the entries. */
  enum Kept {
    /** With leaf, chain, subtrees and index beside each entry, under its number. */
    ROWS,
    /** As bundles beside hash tiles. */
    TILES,
    /** As bundles alone. */
    BARE
  }

  Kept kept;
  final List<StoredEntry> stored;
  final Map<Hash, byte[]> blobs = new TreeMap<>();
  final Map<String, byte[]> parts = new TreeMap<>();
  final List<Finding> flaws = new ArrayList<>();
  boolean export;
  boolean hashesOnly;
  @Nullable byte[] checkpoint;
  private final List<Hash> tiles;

  SmallLedger(Kept kept) {
    this.kept = kept;
    this.stored = new ArrayList<>(keep(ENTRIES));
    this.tiles = ENTRIES.stream().map(MerkleTree::leafHash).toList();
    this.blobs.put(Hash.sha256(PACK), PACK);
    this.checkpoint = sign(SIZE);
  }

  static SignerKey key(String name, byte seed) {
    byte[] seeds = new byte[32];
    seeds[0] = seed;
    return SignerKey.fromSeed(name, seeds);
  }

  /** Puts a copy of the pack and of the sealed packet beside the entries. */
  void copies() {
    Hash tree = PacketTree.of(MANIFEST);
    parts.put("packs/small.yaml", PACK);
    PACKET.forEach((name, bytes) -> parts.put("packets/P/L/" + name, bytes));
    parts.put("packets/P/L/" + PacketTree.MANIFEST, utf8(MANIFEST.format()));
    parts.put("packets/P/L/" + PacketTree.PIN, utf8(PacketTree.pinFile(tree)));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A checkpoint over the first entries of the true ledger. */
  static byte[] sign(int size) {
    List<Hash> leaves = ENTRIES.subList(0, size).stream().map(MerkleTree::leafHash).toList();
    return new Checkpoint(ORIGIN, size, MerkleTree.rootOf(leaves))
        .sign(LOG_KEY)
        .format()
        .getBytes(StandardCharsets.UTF_8);
  }

  VerificationReport verify() {
    return LedgerVerifier.verify(this, LOG_KEY.verifierKey());
  }

  /** The first finding as {@code KIND seq}. */
  String first() {
    Finding finding = verify().findings().getFirst();
    return finding.kind() + " " + finding.seq();
  }

  List<byte[]> bytes() {
    return new ArrayList<>(stored.stream().map(StoredEntry::bytes).toList());
  }

  /** Replaces the bytes and leaves everything that is kept beside them. */
  void change(int at, byte[] bytes) {
    StoredEntry e = stored.get(at);
    stored.set(at, new StoredEntry(e.seq(), bytes, e.leaf(), e.chain(), e.subtrees(), e.index()));
  }

  /** Numbers the entries anew as they stand; what is kept beside them goes along. */
  void renumber() {
    for (int i = 0; i < stored.size(); i++) {
      stored.set(i, numbered(i, stored.get(i)));
    }
  }

  static StoredEntry numbered(long seq, StoredEntry e) {
    return new StoredEntry(seq, e.bytes(), e.leaf(), e.chain(), e.subtrees(), e.index());
  }

  /** Computes everything anew that can be computed without the log's key. */
  void recompute() {
    List<StoredEntry> anew = keep(bytes());
    stored.clear();
    stored.addAll(anew);
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    if (!hashesOnly) {
      stored.forEach(sink);
    }
  }

  @Override
  public boolean isHashesOnly() {
    return hashesOnly;
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return Optional.ofNullable(checkpoint);
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
  public Optional<Hash> tileHash(int level, long index) {
    return kept == Kept.TILES && level == 0 && index < tiles.size()
        ? Optional.of(tiles.get((int) index))
        : Optional.empty();
  }

  @Override
  public boolean isExport() {
    return export;
  }

  @Override
  public void parts(String prefix, Consumer<String> sink) {
    parts.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(sink);
  }

  @Override
  public Optional<byte[]> part(String name) {
    return Optional.ofNullable(parts.get(name));
  }

  @Override
  public List<Finding> flaws() {
    return flaws;
  }

  /** An event that the true ledger does not have, well-formed. */
  static byte[] forged(String id, long streamseq, String time) {
    EventData data = new ProgramData.BlockerNarrowed("B-1", "forged", null);
    return encode("/programs/P", EventType.BLOCKER_NARROWED, id, data, streamseq, time);
  }

  private List<StoredEntry> keep(List<byte[]> entries) {
    if (kept != Kept.ROWS) {
      List<StoredEntry> bare = new ArrayList<>();
      entries.forEach(bytes -> bare.add(StoredEntry.bare(bare.size(), bytes)));
      return bare;
    }
    return rows(entries);
  }

  static List<StoredEntry> rows(List<byte[]> entries) {
    List<StoredEntry> rows = new ArrayList<>();
    Hash chain = HashChain.start(ORIGIN);
    MerkleFrontier frontier = MerkleFrontier.empty();
    for (byte[] bytes : entries) {
      Hash leaf = MerkleTree.leafHash(bytes);
      chain = HashChain.next(chain, leaf);
      List<Hash> subtrees = new ArrayList<>();
      frontier =
          frontier.append(
              leaf,
              (level, index, hash) -> {
                if (level > 0) {
                  subtrees.add(hash);
                }
              });
      LedgerEvent event = EventCodec.decode(bytes);
      StoredEntry.Index index =
          new StoredEntry.Index(event.source().path(), event.streamseq(), event.id());
      rows.add(new StoredEntry(rows.size(), bytes, leaf, chain, subtrees, index));
    }
    return rows;
  }

  private static List<byte[]> entries() {
    List<byte[]> entries = new ArrayList<>();
    Map<String, Long> next = new HashMap<>();
    for (int i = 0; i < SIZE; i++) {
      String source =
          i == 0 ? "/ledger" : List.of("/programs/P", "/programs/P/lanes/L", "/ledger").get(i % 3);
      long streamseq = next.merge(source, 1L, Long::sum) - 1;
      String time = "2026-03-01T10:00:%02d.000Z".formatted(i);
      entries.add(
          switch (source) {
            case "/ledger" -> ledgerEntry(i, streamseq, time);
            case "/programs/P" ->
                encode(
                    source,
                    EventType.BLOCKER_NARROWED,
                    "n-" + i,
                    new ProgramData.BlockerNarrowed("B-1", "narrowing " + i, null),
                    streamseq,
                    time);
            default -> laneEntry(i, streamseq, time);
          });
    }
    return List.copyOf(entries);
  }

  private static byte[] laneEntry(int i, long streamseq, String time) {
    boolean seals = i == SEALED;
    EventType type = seals ? EventType.LANE_PACKET_SEALED : EventType.LANE_EVIDENCE_ATTACHED;
    EventData data =
        seals
            ? new LaneData.PacketSealed(
                "packet.v1", PacketTree.of(MANIFEST), 1, LaneData.Outcome.READY, "SEALED")
            : new LaneData.EvidenceAttached(
                "f" + i, Hash.sha256(PACK), PACK.length, "text/plain", null);
    return encode("/programs/P/lanes/L", type, "e-" + i, data, streamseq, time);
  }

  private static byte[] ledgerEntry(int i, long streamseq, String time) {
    EventData data =
        i == 0
            ? new LedgerData.Created(
                "laneledger/1",
                ORIGIN,
                List.of(LOG_KEY.verifierKey().encode()),
                List.of(),
                List.of(new LedgerData.PackPin("small", Hash.sha256(PACK))))
            : new LedgerData.PrincipalRegistered("lane:l" + i, "person-" + i);
    EventType type = i == 0 ? EventType.LEDGER_CREATED : EventType.PRINCIPAL_REGISTERED;
    return encode("/ledger", type, i == 0 ? "genesis" : "p-" + i, data, streamseq, time);
  }

  static byte[] encode(
      String source, EventType type, String id, EventData data, long streamseq, String time) {
    EventDraft draft = EventDraft.of(id, StreamId.parse(source), type, data);
    return EventCodec.encode(new LedgerEvent(draft, "owner:default", time, streamseq));
  }
}
