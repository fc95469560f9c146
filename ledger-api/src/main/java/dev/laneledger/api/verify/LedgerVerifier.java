package dev.laneledger.api.verify;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.hash.Sha256;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.note.VerifierKey;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one ledger in one pass over its entries. The package describes what and in which order.
 */
public final class LedgerVerifier {
  private final LedgerMaterial material;
  private final EntryListener listener;
  private final Findings findings = new Findings();
  private final Ids ids;
  private final Contents contents;
  private final BlobCheck blobs;
  private final CopyCheck copies;
  private final Timestamps timestamps;
  private final SeenHead seen;
  private final Anchors anchors = new Anchors(findings);
  private final LogKeys keys = new LogKeys(findings);
  private final SignedHead head;
  private final TileCheck tiles;
  private final Tree tree;

  /** Sizes at which somebody must hear of the tree. */
  private final NavigableSet<Long> watched = new TreeSet<>();

  private final Sha256 sha = new Sha256();
  private @Nullable Span held;
  private @Nullable Examined pending;
  private @Nullable Links links;
  private LedgerData.@Nullable Created genesis;
  private Hash chain = HashChain.start("");

  /** Whether what was found makes every later entry be judged by itself. */
  private volatile boolean byEntry;

  private LedgerVerifier(
      LedgerMaterial material, Pins pins, EntryListener listener, UnaryOperator<Ids> ids) {
    this.material = material;
    this.listener = listener;
    this.head = SignedHead.of(material.checkpoint(), findings);
    this.blobs = new BlobCheck(material, findings);
    this.copies = new CopyCheck(material, findings);
    this.timestamps = new Timestamps(material, findings);
    this.seen = new SeenHead(pins.seen());
    this.tiles = new TileCheck(material, findings);
    this.tree = new Tree(findings, head.size(), tiles::completed);
    this.ids = ids.apply(Ids.first(head.size()));
    this.contents = new Contents(findings, this.ids);
    watched.add(head.size());
    watched.add(seen.watched());
    watched.addAll(timestamps.watched());
  }

  /**
   * Verifies the material.
   *
   * @param pinned the log's key as it is known from outside the ledger; null: none is known, and
   *     the keys that entry 0 names are used, which leaves a gap
   * @throws MaterialUnusableException if the material cannot be read as a ledger
   */
  public static VerificationReport verify(LedgerMaterial material, @Nullable VerifierKey pinned) {
    return verify(material, pinned, EntryListener.NONE);
  }

  /** As {@link #verify(LedgerMaterial, VerifierKey)}, and tells every event to the listener. */
  public static VerificationReport verify(
      LedgerMaterial material, @Nullable VerifierKey pinned, EntryListener listener) {
    return verify(material, Pins.of(pinned), listener);
  }

  /** As the others, by everything that is known from outside the ledger. */
  public static VerificationReport verify(
      LedgerMaterial material, Pins pins, EntryListener listener) {
    return verify(material, pins, listener, Runtime.getRuntime().availableProcessors());
  }

  /**
   * As the others, on so many threads; the report is the same for every number.
   *
   * @param threads at least 1; with 1 everything happens on the caller's
   */
  public static VerificationReport verify(
      LedgerMaterial material, Pins pins, EntryListener listener, int threads) {
    LedgerVerifier first = new LedgerVerifier(material, pins, listener, ids -> ids);
    VerificationReport report = first.run(pins, threads);
    return first.ids.suspectsAny()
        ? new LedgerVerifier(material, pins, EntryListener.NONE, none -> first.ids.again())
            .run(pins, threads)
        : report;
  }

  /** The same report by judging every entry by itself: slow, and what spans are compared with. */
  static VerificationReport verifyByEntry(LedgerMaterial material, Pins pins) {
    LedgerVerifier verifier =
        new LedgerVerifier(material, pins, EntryListener.NONE, Ids::comparingAll);
    verifier.byEntry = true;
    return verifier.run(pins, 1);
  }

  private VerificationReport run(Pins pins, int threads) {
    ThreadLocal<SpanScan> scans =
        ThreadLocal.withInitial(() -> new SpanScan(listener, ids::mustCompare));
    Function<EntryBlock, Span> scan =
        block -> byEntry ? new Span.Told(Span.examine(block)) : scans.get().of(block);
    new Spans(scan, this::take).each(material, threads);
    take(null);
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

  /** Judges the span before this one, now that it is known what follows it. */
  private void take(@Nullable Span next) {
    if (next instanceof Span.Told told && told.examined().isEmpty()) {
      return; // a range in which nothing stands
    }
    Span span = held;
    held = next;
    if (span == null) {
      return;
    }
    if (links == null) {
      links = begin(span.head());
    }
    if (pending != null) {
      place(span.head());
      pending = null;
    }
    if (span instanceof Span.Plain plain && isNothingFound(plain, next)) {
      accept(plain);
    } else {
      span.examined().forEach(this::place);
      byEntry = byEntry || !isSound(pending);
    }
    listener.verified(tree.size());
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
    anchors.grows(tree.frontier(), entry.leaf());
    tree.append(entry);
    grown();
    contents.accept(seq, entry);
    LedgerEvent event = entry.event();
    if (event != null) {
      blobs.accept(seq, event);
      copies.accept(seq, event);
      listener.entry(new Entry(seq, entry.leaf(), chain, entry.stored().bytes()).of(event));
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

  /** Whether the entries before that one left nothing by which later ones must be judged. */
  private boolean isSound(@Nullable Examined last) {
    return last == null
        || links == null
        || (links.isSound(last.seq()) && (last.stored().chain() == null || links.isAfter(chain)));
  }

  private void accept(Span.Plain span) {
    byte[] chains = span.claimed() ? span.chains() : chains(span);
    grow(span);
    contents.accept(span);
    for (Span.Wanted wanted : span.events()) {
      long seq = span.first() + wanted.index();
      blobs.accept(seq, wanted.event());
      copies.accept(seq, wanted.event());
      Hash after = Hash.at(chains, wanted.index() * Hash.BYTES);
      listener.entry(
          new Entry(seq, span.leaf(wanted.index()), after, wanted.bytes()).of(wanted.event()));
    }
    chain = Hash.at(chains, chains.length - Hash.BYTES);
    if (links != null) {
      links.pass(span.size(), chain);
    }
  }

  /** The chain over leaves beside which nothing is kept. */
  private byte[] chains(Span.Plain span) {
    byte[] before = chain.bytes();
    byte[] chains = new byte[span.leaves().length];
    HashChain.next(sha, before, 0, span.leaves(), 0, chains, 0);
    for (int at = Hash.BYTES; at < chains.length; at += Hash.BYTES) {
      HashChain.next(sha, chains, at - Hash.BYTES, span.leaves(), at, chains, at);
    }
    return chains;
  }

  private void grow(Span.Plain span) {
    Long next = watched.higher(span.first());
    boolean unseen = next == null || next >= span.first() + span.size();
    if (span.isWhole() && unseen && span.events().stream().noneMatch(LedgerVerifier::isOfHead)) {
      anchors.grows(tree.frontier(), span);
      tree.append(span);
      grown();
      return;
    }
    Iterator<Span.Wanted> events = span.events().iterator();
    Span.Wanted wanted = events.hasNext() ? events.next() : null;
    for (int i = 0; i < span.size(); i++) {
      if (wanted != null && wanted.index() == i) {
        anchors.accept(span.first() + i, wanted.event());
        keys.accept(span.first() + i, wanted.event());
        wanted = events.hasNext() ? events.next() : null;
      }
      anchors.grows(tree.frontier(), span.leaf(i));
      tree.append(span, i);
      grown();
    }
  }

  /** Whether an event is judged by what the ledger was just before it. */
  private static boolean isOfHead(Span.Wanted wanted) {
    return switch (wanted.event().payload()) {
      case LedgerData.Created c -> true;
      case LedgerData.KeyRotated r -> true;
      case LedgerData.ReplayAttested a -> true;
      case ProgramData.Selected s -> true;
      default -> false;
    };
  }

  /**
   * Whether a span that is plain by itself is so here as well: it continues the entries before it,
   * and what comes after continues it, so that none of its entries has to be told.
   */
  private boolean isNothingFound(Span.Plain span, @Nullable Span next) {
    Links placing = links;
    boolean genesis = span.first() > 0 || Contents.isGenesis(span.head().event());
    return placing != null
        && genesis
        && placing.isSound(span.first())
        && tree.size() == span.first()
        && contents.follows(span)
        && (span.claimed() ? isChained(span, next, placing) : isTiled(span, placing));
  }

  /** Kept chain hashes are compared where no tiles are. */
  private boolean isChained(Span.Plain span, @Nullable Span next, Links placing) {
    Hash first = HashChain.next(chain, span.leaf(0));
    return !placing.isByTiles()
        && placing.isAfter(chain)
        && first.equals(span.chain(0))
        && (next == null || isContinued(span, next));
  }

  private static boolean isContinued(Span.Plain span, Span next) {
    Hash chain = span.chain(span.size() - 1);
    return next instanceof Span.Plain after
        && after.claimed()
        && HashChain.next(chain, after.leaf(0)).equals(after.chain(0));
  }

  private static boolean isTiled(Span.Plain span, Links placing) {
    for (int i = 0; i < span.size(); i++) {
      if (!placing.fits(span.first() + i, span.leaf(i))) {
        return false;
      }
    }
    return true;
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
