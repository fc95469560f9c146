package dev.laneledger.api.verify;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one ledger in one pass over its entries. The package describes what and in which order.
 */
public final class LedgerVerifier {
  /** Entries that are examined at once, on all cores. */
  private static final int CHUNK = 512;

  private final LedgerMaterial material;
  private final EntryListener listener;
  private final Findings findings = new Findings();
  private final Contents contents = new Contents(findings);
  private final BlobCheck blobs;
  private final CopyCheck copies;
  private final Timestamps timestamps;
  private final SeenHead seen;
  private final Anchors anchors = new Anchors(findings);
  private final LogKeys keys = new LogKeys(findings);
  private final SignedHead head;
  private final TileCheck tiles;
  private final Tree tree;
  private final List<StoredEntry> chunk = new ArrayList<>(CHUNK);
  private @Nullable Examined pending;
  private @Nullable Links links;
  private LedgerData.@Nullable Created genesis;
  private Hash chain = HashChain.start("");

  private LedgerVerifier(LedgerMaterial material, Pins pins, EntryListener listener) {
    this.material = material;
    this.listener = listener;
    this.head = SignedHead.of(material.checkpoint(), findings);
    this.blobs = new BlobCheck(material, findings);
    this.copies = new CopyCheck(material, findings);
    this.timestamps = new Timestamps(material, findings);
    this.seen = new SeenHead(pins.seen());
    this.tiles = new TileCheck(material, findings);
    this.tree = new Tree(findings, head.size(), tiles::completed);
  }

  /**
   * Verifies the material.
   *
   * @param pinned the log's key as it is known from outside the ledger; null: none is known, and
   *     the keys that entry 0 names are used, which leaves a gap
   * @throws MaterialUnusableException if the material cannot be read as a ledger
   */
  public static VerificationReport verify(LedgerMaterial material, @Nullable VerifierKey pinned) {
    return verify(material, pinned, (seq, chain, event) -> {});
  }

  /** As {@link #verify(LedgerMaterial, VerifierKey)}, and tells every event to the listener. */
  public static VerificationReport verify(
      LedgerMaterial material, @Nullable VerifierKey pinned, EntryListener listener) {
    return verify(material, Pins.of(pinned), listener);
  }

  /** As the others, by everything that is known from outside the ledger. */
  public static VerificationReport verify(
      LedgerMaterial material, Pins pins, EntryListener listener) {
    return new LedgerVerifier(material, pins, listener).run(pins);
  }

  private VerificationReport run(Pins pins) {
    material.entries(this::take);
    examine();
    place(null);
    boolean entries = !material.isHashesOnly();
    if (!entries) {
      hashes();
    }
    if (tree.size() == 0 && head.isAbsent()) {
      throw new MaterialUnusableException(
          "a ledger must hold at least entry 0, but this holds none");
    }
    Trust trust = head.check(genesis, entries, pins, keys, material.part("policy"));
    if (entries) {
      compareHead();
    }
    seen.compare(origin(), tree.size(), findings);
    tiles.end(tree.size());
    List<VerificationReport.Stamp> stamps =
        timestamps.end(origin(), tree.size(), pins.timestamps());
    long blobCount = blobs.end();
    copies.end();
    material.flaws().forEach(findings::add);
    List<Finding> found = findings.inOrder();
    return new VerificationReport(
        Verdict.of(found),
        entries ? created() : head.origin(),
        tree.size(),
        chain,
        tree.root(),
        head.size(),
        trust,
        contents.streams(),
        blobCount,
        stamps,
        findings.total(),
        found);
  }

  private void take(StoredEntry entry) {
    chunk.add(entry);
    if (chunk.size() == CHUNK) {
      examine();
    }
  }

  private void examine() {
    List<Examined> examined = chunk.parallelStream().map(Examined::of).toList();
    chunk.clear();
    examined.forEach(this::place);
  }

  /** Places the entry before this one, now that it is known what follows it. */
  private void place(@Nullable Examined after) {
    Examined entry = pending;
    pending = after;
    if (entry == null) {
      return;
    }
    Links placing = links == null ? begin(entry) : links;
    links = placing;
    if (!placing.accept(entry, after)) {
      return;
    }
    long seq = placing.position() - 1;
    chain = HashChain.next(chain, entry.leaf());
    anchors.accept(seq, entry.event());
    keys.accept(seq, entry.event());
    tree.append(entry);
    anchors.grown(tree.frontier());
    grown();
    contents.accept(seq, entry);
    LedgerEvent event = entry.event();
    if (event != null) {
      blobs.accept(seq, event);
      copies.accept(seq, event);
      listener.entry(seq, chain, event);
    }
  }

  private void grown() {
    timestamps.grown(tree.frontier());
    seen.grown(tree.frontier());
  }

  /** Of a tree without entries: its leaves as the tiles name them, up to the signed size. */
  private void hashes() {
    String origin = String.valueOf(head.origin());
    findings.gap(GapKind.NO_ENTRIES, 0, origin, head.size() + " entries", "hashes only");
    chain = HashChain.start(origin);
    Optional<Hash> leaf = material.tileHash(0, 0);
    while (tree.size() < head.size() && leaf.isPresent()) {
      chain = HashChain.next(chain, leaf.get());
      tree.append(leaf.get());
      grown();
      leaf = material.tileHash(0, tree.size());
    }
    if (tree.size() < head.size()) {
      findings.ledger(LedgerRule.TILES, "", head.size() + " leaves", tree.size() + " leaves");
    } else if (!tree.root().equals(head.root())) {
      findings.ledger(LedgerRule.TILES, "", head.root(), tree.root());
    }
  }

  private Links begin(Examined first) {
    genesis = first.seq() == 0 ? Contents.genesis(first.event()) : null;
    String origin = origin();
    if (origin != null) {
      chain = HashChain.start(origin);
    }
    return new Links(findings, trustedTiles(), origin == null ? null : chain);
  }

  private @Nullable String origin() {
    return genesis == null ? head.origin() : genesis.origin();
  }

  private @Nullable String created() {
    return genesis == null ? null : genesis.origin();
  }

  /** The tiles' leaves if they have the signed root; otherwise they could mislead. */
  private LongFunction<Optional<Hash>> trustedTiles() {
    LongFunction<Optional<Hash>> none = seq -> Optional.empty();
    if (head.size() <= 0 || material.tileHash(0, 0).isEmpty()) {
      return none;
    }
    MerkleFrontier named = MerkleFrontier.empty();
    for (long seq = 0; seq < head.size(); seq++) {
      Optional<Hash> leaf = material.tileHash(0, seq);
      if (leaf.isEmpty()) {
        findings.ledger(LedgerRule.TILES, "", head.size() + " leaves", seq + " leaves");
        return none;
      }
      named = named.append(leaf.get());
    }
    if (!named.root().equals(head.root())) {
      findings.ledger(LedgerRule.TILES, "", head.root(), named.root());
      return none;
    }
    return seq -> seq < head.size() ? material.tileHash(0, seq) : Optional.empty();
  }

  private void compareHead() {
    long size = links == null ? 0 : links.position();
    boolean told = links != null && links.end(head.size() - size);
    if (head.isAbsent()) {
      return;
    }
    if (size < head.size() && !told) {
      findings.ledger(
          LedgerRule.TRUNCATED, size, "size", head.size() + " entries", size + " entries");
    }
    if (size > head.size()) {
      findings.gap(
          GapKind.UNCOVERED, head.size(), "size", size + " entries", head.size() + " entries");
    }
    boolean complete = links == null || links.complete();
    tree.rootAtSignedSize()
        .filter(root -> complete && !root.equals(head.root()))
        .ifPresent(root -> findings.ledger(LedgerRule.ROOT, "", head.root(), root));
  }
}
