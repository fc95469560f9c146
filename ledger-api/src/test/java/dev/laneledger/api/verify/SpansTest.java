package dev.laneledger.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole spans, on any number of threads, give the report that the entries one by one give. */
class SpansTest {
  private static final int SIZE = 1_400;
  private static final int[] PLACES = {0, 1, 1023, 1024, 1399};
  private static final List<byte[]> ENTRIES = entries();
  private static final List<StoredEntry> ROWS = SmallLedger.rows(ENTRIES);
  private static final List<Hash> LEAVES = ENTRIES.stream().map(MerkleTree::leafHash).toList();

  private static final byte[] NEWEST = sign(SIZE);

  /** How entries are kept, and whether tiles stand beside them. */
  enum Kept {
    ROWS,
    TILES,
    BARE
  }

  /** What somebody did to the entries, at one place. */
  private enum Attack {
    NONE,
    CHANGE,
    CHANGE_AND_CLAIM,
    SPACE,
    REMOVE,
    REMOVE_RENUMBERED,
    SWAP,
    SWAP_RENUMBERED,
    DOUBLE,
    DOUBLE_RENUMBERED,
    REPEAT_ID,
    EARLIER,
    STREAMSEQ,
    INDEX,
    CHAIN,
    SUBTREE,
    LEAF,
    CUT
  }

  @ParameterizedTest
  @EnumSource
  void reportTheSameAsEntriesOneByOne(Kept kept) {
    for (Attack attack : Attack.values()) {
      for (int place : PLACES) {
        same(new Held(kept, attacked(kept, attack, place)), attack + " at " + place);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportTheSameOfTwoAttacks(Kept kept) {
    for (Attack attack : Attack.values()) {
      List<StoredEntry> entries = attacked(kept, attack, 1200);
      attack(entries, Attack.CHANGE, 900);
      attack(entries, Attack.SWAP, 1100);
      same(new Held(kept, entries), attack + " between others");
    }
  }

  @Test
  void areCoveredByAnyCheckpoint() {
    for (int size : List.of(1, 1023, 1024, 1025, SIZE)) {
      Held ledger = new Held(Kept.ROWS, new ArrayList<>(ROWS));
      ledger.signed = size;
      same(ledger, "signed at " + size);
    }
  }

  @Test
  void tellEveryEntryWithItsHashes() {
    List<Entry> expected =
        ROWS.stream()
            .map(row -> new Entry(row.seq(), row.leaf(), row.chain(), row.bytes()))
            .toList();
    for (Held ledger : List.of(new Held(Kept.BARE, bare()), new Held(Kept.ROWS, ROWS))) {
      List<Entry> told = new ArrayList<>();
      LedgerVerifier.verify(ledger, Pins.of(null), told::add, 2);
      assertThat(told).isEqualTo(expected);
      assertThat(told)
          .allSatisfy(
              entry -> assertThat(entry.event()).isEqualTo(EventCodec.decode(entry.bytes())));
    }
  }

  private static byte[] sign(int size) {
    MerkleFrontier tree = MerkleFrontier.empty();
    for (Hash leaf : LEAVES.subList(0, size)) {
      tree = tree.append(leaf);
    }
    Checkpoint head = new Checkpoint(SmallLedger.ORIGIN, size, tree.root());
    return SmallLedger.utf8(head.sign(SmallLedger.LOG_KEY).format());
  }

  private static void same(Held ledger, String what) {
    VerificationReport expected = LedgerVerifier.verifyByEntry(ledger, Pins.of(null));
    assertThat(LedgerVerifier.verify(ledger, Pins.of(null), EntryListener.NONE, 1))
        .as(ledger.kept + " " + what)
        .isEqualTo(expected);
    ledger.ranged = true;
    assertThat(LedgerVerifier.verify(ledger, Pins.of(null), EntryListener.NONE, 3))
        .as(ledger.kept + " " + what + " in ranges")
        .isEqualTo(expected);
  }

  private static List<StoredEntry> bare() {
    List<StoredEntry> bare = new ArrayList<>();
    ENTRIES.forEach(bytes -> bare.add(StoredEntry.bare(bare.size(), bytes)));
    return bare;
  }

  private static List<StoredEntry> attacked(Kept kept, Attack attack, int place) {
    List<StoredEntry> entries = kept == Kept.ROWS ? new ArrayList<>(ROWS) : bare();
    attack(entries, attack, place);
    return entries;
  }

  private static void attack(List<StoredEntry> entries, Attack attack, int place) {
    StoredEntry e = entries.get(place);
    int other = place == 0 ? 1 : place - 1;
    switch (attack) {
      case NONE -> {}
      case CHANGE -> entries.set(place, with(e, forged(place, "n-" + place, place, 0)));
      case CHANGE_AND_CLAIM -> {
        byte[] forged = forged(place, "n-" + place, place, 0);
        entries.set(place, leaf(with(e, forged), MerkleTree.leafHash(forged)));
      }
      case SPACE -> {
        byte[] spaced = new byte[e.bytes().length + 1];
        System.arraycopy(e.bytes(), 0, spaced, 1, e.bytes().length);
        spaced[0] = ' ';
        entries.set(place, with(e, spaced));
      }
      case REMOVE -> entries.remove(place);
      case REMOVE_RENUMBERED -> {
        entries.remove(place);
        renumber(entries);
      }
      case SWAP -> Collections.swap(entries, place, other);
      case SWAP_RENUMBERED -> {
        Collections.swap(entries, place, other);
        renumber(entries);
      }
      case DOUBLE -> entries.add(place, e);
      case DOUBLE_RENUMBERED -> {
        entries.add(place, e);
        renumber(entries);
      }
      case REPEAT_ID -> recompute(entries, place, forged(place, "n-4", place, 0));
      case EARLIER -> recompute(entries, place, forged(place, "x", place, -1));
      case STREAMSEQ -> recompute(entries, place, forged(place, "x", place + 1, 0));
      case INDEX ->
          entries.set(
              place,
              new StoredEntry(
                  e.seq(),
                  e.bytes(),
                  e.leaf(),
                  e.chain(),
                  e.subtrees(),
                  new StoredEntry.Index("/programs/P", 0L, "n-7")));
      case CHAIN ->
          entries.set(
              place,
              new StoredEntry(
                  e.seq(), e.bytes(), e.leaf(), Hash.sha256(), e.subtrees(), e.index()));
      case SUBTREE ->
          entries.set(
              place,
              new StoredEntry(
                  e.seq(),
                  e.bytes(),
                  e.leaf(),
                  e.chain(),
                  e.subtrees() == null
                      ? null
                      : e.subtrees().stream().map(h -> Hash.sha256()).toList(),
                  e.index()));
      case LEAF -> entries.set(place, leaf(e, Hash.sha256()));
      case CUT -> entries.subList(place + 1, entries.size()).clear();
    }
  }

  private static StoredEntry with(StoredEntry e, byte[] bytes) {
    return new StoredEntry(e.seq(), bytes, e.leaf(), e.chain(), e.subtrees(), e.index());
  }

  private static StoredEntry leaf(StoredEntry e, Hash leaf) {
    return e.leaf() == null
        ? e
        : new StoredEntry(e.seq(), e.bytes(), leaf, e.chain(), e.subtrees(), e.index());
  }

  private static void renumber(List<StoredEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      entries.set(i, SmallLedger.numbered(i, entries.get(i)));
    }
  }

  /** The other bytes, and everything that can be computed anew without the key. */
  private static void recompute(List<StoredEntry> entries, int place, byte[] bytes) {
    List<byte[]> all = new ArrayList<>(entries.stream().map(StoredEntry::bytes).toList());
    all.set(place, bytes);
    if (entries.getFirst().leaf() == null) {
      entries.set(place, StoredEntry.bare(entries.get(place).seq(), bytes));
    } else {
      entries.clear();
      entries.addAll(SmallLedger.rows(all));
    }
  }

  private static byte[] forged(int place, String id, long streamseq, int earlier) {
    return SmallLedger.encode(
        "/programs/P",
        EventType.BLOCKER_NARROWED,
        id,
        new ProgramData.BlockerNarrowed("B-1", "forged", null),
        streamseq,
        time(place + 3 * earlier));
  }

  private static String time(int i) {
    return "2026-03-01T10:%02d:%02d.000Z".formatted(Math.max(0, i) / 60 % 60, Math.max(0, i) % 60);
  }

  private static List<byte[]> entries() {
    List<byte[]> entries = new ArrayList<>();
    Map<String, Integer> next = new HashMap<>();
    entries.add(SmallLedger.ENTRIES.getFirst());
    next.put("/ledger", 1);
    for (int i = 1; i < SIZE; i++) {
      String source = i % 97 == 0 ? "/ledger" : i % 5 == 0 ? "/programs/P/lanes/L" : "/programs/P";
      long streamseq = next.merge(source, 1, Integer::sum) - 1L;
      entries.add(
          switch (source) {
            case "/ledger" ->
                SmallLedger.encode(
                    source,
                    EventType.PRINCIPAL_REGISTERED,
                    "p-" + i,
                    new LedgerData.PrincipalRegistered("lane:l" + i, "p"),
                    streamseq,
                    time(i));
            case "/programs/P" ->
                SmallLedger.encode(
                    source,
                    EventType.BLOCKER_NARROWED,
                    "n-" + i,
                    new ProgramData.BlockerNarrowed("B-1", "narrowing " + i, null),
                    streamseq,
                    time(i));
            default ->
                SmallLedger.encode(
                    source,
                    EventType.LANE_EVIDENCE_ATTACHED,
                    "e-" + i,
                    new LaneData.EvidenceAttached(
                        "f" + i,
                        Hash.sha256(SmallLedger.PACK),
                        SmallLedger.PACK.length,
                        "text/plain",
                        null),
                    streamseq,
                    time(i));
          });
    }
    return List.copyOf(entries);
  }

  /** That many entries in memory. */
  private static final class Held implements LedgerMaterial {
    final Kept kept;
    final List<StoredEntry> entries;
    int signed = SIZE;
    boolean ranged;

    Held(Kept kept, List<StoredEntry> entries) {
      this.kept = kept;
      this.entries = entries;
    }

    @Override
    public void entries(Consumer<StoredEntry> sink) {
      entries.forEach(sink);
    }

    @Override
    public Optional<EntryRanges> ranges() {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).seq() != i) {
          return Optional.empty();
        }
      }
      return ranged ? Optional.of(new Ranges(entries)) : Optional.empty();
    }

    @Override
    public Optional<byte[]> checkpoint() {
      return Optional.of(signed == SIZE ? NEWEST : sign(signed));
    }

    @Override
    public void blobs(Consumer<Hash> sink) {
      sink.accept(Hash.sha256(SmallLedger.PACK));
    }

    @Override
    public Optional<byte[]> blob(Hash sha256) {
      return sha256.equals(Hash.sha256(SmallLedger.PACK))
          ? Optional.of(SmallLedger.PACK)
          : Optional.empty();
    }

    @Override
    public Optional<Hash> tileHash(int level, long index) {
      return kept == Kept.TILES && level == 0 && index < SIZE
          ? Optional.of(LEAVES.get((int) index))
          : Optional.empty();
    }
  }

  private record Ranges(List<StoredEntry> entries) implements EntryRanges {
    @Override
    public long size() {
      return entries.size();
    }

    @Override
    public EntryBlock read(long from, int count) {
      return new ListBlock(entries.subList((int) from, (int) from + count));
    }
  }
}
