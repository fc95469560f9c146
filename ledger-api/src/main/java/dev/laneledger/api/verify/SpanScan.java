package dev.laneledger.api.verify;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.EntryScan;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.hash.Sha256;
import dev.laneledger.api.merkle.MerkleTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Makes spans of blocks. For one thread. */
final class SpanScan {
  /** No check reads the payloads of these: they need not be read into events. */
  private static final Set<EventType> UNREAD =
      EnumSet.of(
          EventType.PRINCIPAL_REGISTERED,
          EventType.PRINCIPAL_REVOKED,
          EventType.STATE_ATTESTED,
          EventType.OWNER_KEY_ADDED,
          EventType.OWNER_KEY_REVOKED,
          EventType.PROGRAM_REGISTERED,
          EventType.BLOCKER_RAISED,
          EventType.PACKET_PUBLISHED,
          EventType.DECISION_DELEGATED,
          EventType.LEG_DISCHARGED,
          EventType.LEG_REOPENED,
          EventType.BLOCKER_NARROWED,
          EventType.DECISION_CONSUMED,
          EventType.DECISION_EXPIRED,
          EventType.DECISION_LAPSED,
          EventType.GRANT_ISSUED,
          EventType.GRANT_REVOKED,
          EventType.DOCUMENT_PINNED,
          EventType.PACKET_TREE_CLAIMED,
          EventType.TICKETS_REGISTERED,
          EventType.TICKETS_RESERVED,
          EventType.TICKETS_WITHDRAWN,
          EventType.TICKETS_FOLDED,
          EventType.LANE_OPENED,
          EventType.LANE_PREFLIGHT_CHECKED,
          EventType.LANE_TARGET_LOCKED,
          EventType.LANE_STEP_EXECUTED,
          EventType.LANE_ROLLBACK_PROVEN,
          EventType.LANE_VALIDATED,
          EventType.LANE_SURFACE_CLASSIFIED,
          EventType.LANE_PROBED,
          EventType.LANE_SURFACES_ATTESTED,
          EventType.LANE_SELF_CHECKED);

  private static final int CLAIMED_CHAIN = Hash.BYTES;
  private static final int CLAIMED_SUBTREES = 2 * Hash.BYTES;

  private final EntryListener listener;
  private final LongPredicate suspected;
  private final EntryScan scan = new EntryScan();
  private final Sha256 sha = new Sha256();
  private final byte[] hash = new byte[Hash.BYTES];
  private final byte[] link = new byte[Hash.BYTES];

  /** The stretch of the entry before, which the next one often continues. */
  private @Nullable Run run;

  private static final class Run {
    final StreamId source;
    final long first;
    long next;

    Run(StreamId source, long first) {
      this.source = source;
      this.first = first;
      this.next = first;
    }
  }

  /**
   * @param suspected keys of ids that must be compared exactly
   */
  SpanScan(EntryListener listener, LongPredicate suspected) {
    this.listener = listener;
    this.suspected = suspected;
  }

  Span of(EntryBlock block) {
    Span.Plain plain = block.size() == 0 ? null : plain(block);
    return plain == null ? new Span.Told(Span.examine(block)) : plain;
  }

  private Span.@Nullable Plain plain(EntryBlock block) {
    int size = block.size();
    long first = block.seq(0);
    boolean claimed = block.claims(0) != null;
    byte[] leaves = new byte[size * Hash.BYTES];
    long[] keys = new long[size];
    Map<StreamId, Run> runs = new HashMap<>();
    List<Span.Wanted> events = new ArrayList<>();
    String firstTime = "";
    String time = "";
    run = null;
    if (first < 0 || first % Span.SIZE != 0) {
      return null;
    }
    for (int i = 0; i < size; i++) {
      byte[] in = block.array(i);
      int from = block.from(i);
      int to = block.to(i);
      MerkleTree.leafHash(sha, in, from, to, leaves, i * Hash.BYTES);
      if (block.seq(i) != first + i
          || (claimed ? block.claims(i) == null : !block.isBare(i))
          || !scan.scan(in, from, to)
          || (scan.type() == EventType.LEDGER_CREATED && first + i > 0)
          || !block.isIndexed(i, scan)
          || !continues(runs)
          || isBefore(scan.recordedtime(), time)) {
        return null;
      }
      time = scan.recordedtime();
      firstTime = i == 0 ? time : firstTime;
      keys[i] = Ids.key(scan.source(), in, scan.idFrom(), scan.idTo());
      if (suspected.test(keys[i])) {
        return null;
      }
      if (!UNREAD.contains(scan.type()) || listener.wants(scan.source())) {
        events.add(new Span.Wanted(i, Arrays.copyOfRange(in, from, to), scan.event(in)));
      }
    }
    byte[] tops = tops(block, claimed, leaves);
    byte[] chains = claimed ? chains(block, leaves) : new byte[0];
    if (tops == null || chains == null) {
      return null;
    }
    List<Span.Stretch> stretches =
        runs.values().stream().map(r -> new Span.Stretch(r.source, r.first, r.next)).toList();
    byte[] root = size == Span.SIZE ? hash.clone() : new byte[0];
    return new Span.Plain(
        block,
        leaves,
        tops,
        root,
        claims(block, size - 1),
        chains,
        stretches,
        firstTime,
        time,
        keys,
        events);
  }

  /** What is kept beside an entry, which completes that many subtrees. */
  private static byte[] claims(EntryBlock block, int index) {
    byte[] claims = block.claims(index);
    if (claims == null) {
      return new byte[0];
    }
    int from = block.claimsAt(index);
    int subtrees = Long.numberOfTrailingZeros(~block.seq(index));
    return Arrays.copyOfRange(claims, from, from + CLAIMED_SUBTREES + subtrees * Hash.BYTES);
  }

  @SuppressWarnings("ReferenceEquality") // the same text nearly always; only the order matters
  private static boolean isBefore(String time, String before) {
    return time != before && time.compareTo(before) < 0;
  }

  private boolean continues(Map<StreamId, Run> runs) {
    Run current = run;
    if (current == null || !current.source.equals(scan.source())) {
      current = runs.computeIfAbsent(scan.source(), source -> new Run(source, scan.streamseq()));
      run = current;
    }
    return current.next++ == scan.streamseq();
  }

  /**
   * Computes the perfect subtrees, level by level, each from the one below, and compares them with
   * those that are kept; the last of a whole span is left in {@code hash}.
   *
   * @return the roots over 256 entries; null if one differs
   */
  private byte @Nullable [] tops(EntryBlock block, boolean claimed, byte[] leaves) {
    byte[] below = leaves;
    byte[] tops = new byte[0];
    for (int level = 1; block.size() >> level > 0; level++) {
      int count = block.size() >> level;
      byte[] nodes = new byte[count * Hash.BYTES];
      for (int i = 0; i < count; i++) {
        MerkleTree.nodeHash(sha, below, 2 * i * Hash.BYTES, nodes, i * Hash.BYTES);
        int completes = ((i + 1) << level) - 1;
        int kept = CLAIMED_SUBTREES + (level - 1) * Hash.BYTES;
        if (claimed && !isClaimed(block, completes, kept, nodes, i)) {
          return null;
        }
      }
      below = nodes;
      tops = level == Span.Plain.TILE_LEVEL ? nodes : tops;
    }
    System.arraycopy(below, 0, hash, 0, Hash.BYTES);
    return tops;
  }

  /** The chain hashes that are kept, if leaves are as they are kept and the links follow. */
  private byte @Nullable [] chains(EntryBlock block, byte[] leaves) {
    byte[] chains = new byte[block.size() * Hash.BYTES];
    for (int i = 0; i < block.size(); i++) {
      byte[] claims = block.claims(i);
      if (claims == null || !isClaimed(block, i, 0, leaves, i)) {
        return null;
      }
      int at = i * Hash.BYTES;
      System.arraycopy(claims, block.claimsAt(i) + CLAIMED_CHAIN, chains, at, Hash.BYTES);
      if (i > 0) {
        HashChain.next(sha, chains, at - Hash.BYTES, leaves, at, link, 0);
        if (!Arrays.equals(link, 0, Hash.BYTES, chains, at, at + Hash.BYTES)) {
          return null;
        }
      }
    }
    return chains;
  }

  /** Whether the hash of that number in an array is kept beside an entry, at that distance. */
  private static boolean isClaimed(
      EntryBlock block, int index, int distance, byte[] hashes, int number) {
    byte[] claims = block.claims(index);
    int kept = block.claimsAt(index) + distance;
    int at = number * Hash.BYTES;
    return claims != null
        && Arrays.equals(claims, kept, kept + Hash.BYTES, hashes, at, at + Hash.BYTES);
  }
}
