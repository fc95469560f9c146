package dev.laneledger.projections.compare;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.FirstDifference;
import dev.laneledger.api.merkle.MerkleTree;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Two copies side by side.
 *
 * @param sizeA number of entries of the first
 * @param sizeB number of entries of the second
 * @param common number of leading entries that both have alike
 * @param rootA root over the common entries by the first copy's hashes
 * @param rootB the same by the second's; another one although all leaves are alike means that one
 *     of them keeps a wrong hash
 * @param parting null unless both have an entry at {@code common}
 * @param consequences the rows that came out differently at the ends
 */
public record Comparison(
    long sizeA,
    long sizeB,
    long common,
    Hash rootA,
    Hash rootB,
    @Nullable Parting parting,
    List<Consequence> consequences) {

  public Comparison {
    consequences = List.copyOf(consequences);
  }

  /** How the copies stand to each other. */
  public enum Relation {
    /** The same entries. */
    EQUAL,
    /** The second is the first with more entries. */
    B_CONTINUES_A,
    /** The first is the second with more entries. */
    A_CONTINUES_B,
    /** Both have an entry at one place, and not the same one. */
    PARTED
  }

  /**
   * The place at which they part.
   *
   * @param seq of the two entries
   * @param entryA the first's; null if it is not JSON
   * @param entryB the second's; null if it is not JSON
   * @param leafA computed from the first's bytes
   * @param leafB computed from the second's bytes
   * @param keptA whether the first keeps this leaf hash for its bytes
   * @param keptB whether the second keeps this leaf hash for its bytes
   * @param fields where the two entries differ; empty if one is not JSON, or if the bytes are alike
   */
  public record Parting(
      long seq,
      @Nullable JsonNode entryA,
      @Nullable JsonNode entryB,
      Hash leafA,
      Hash leafB,
      boolean keptA,
      boolean keptB,
      List<FieldDifference> fields) {

    public Parting {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Compares; every entry of both is read and held against the leaf hash that is kept for it, so a
   * changed entry is found although its hash was left as it was.
   */
  public static Comparison of(ComparedLedger a, ComparedLedger b) {
    OptionalLong first = firstByHashes(a, b);
    for (OptionalLong changed : List.of(firstChanged(a, b), firstChanged(b, a))) {
      first = earlier(first, changed);
    }
    return at(first, a, b);
  }

  /**
   * Compares by the kept hashes alone, reading some dozens of them; for copies that are proven. The
   * rest of the copies is read only if they are not equal.
   */
  public static Comparison byHashes(ComparedLedger a, ComparedLedger b) {
    return at(firstByHashes(a, b), a, b);
  }

  private static OptionalLong firstByHashes(ComparedLedger a, ComparedLedger b) {
    return FirstDifference.within(Math.min(a.size(), b.size()), a.hashes(), b.hashes());
  }

  /** The first entry that has not the leaf hash kept for it, and that the other has not alike. */
  private static OptionalLong firstChanged(ComparedLedger ledger, ComparedLedger other) {
    long[] seq = {0};
    long[] first = {Long.MAX_VALUE};
    ledger.entries(bytes -> {
      long at = seq[0]++;
      if (at < Math.min(first[0], other.size())
          && !ledger.hashes().hash(0, at).equals(MerkleTree.leafHash(bytes))
          && !Arrays.equals(bytes, other.entry(at))) {
        first[0] = at;
      }
    });
    return first[0] == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first[0]);
  }

  private static OptionalLong earlier(OptionalLong a, OptionalLong b) {
    return LongStream.concat(a.stream(), b.stream()).min();
  }

  private static Comparison at(OptionalLong first, ComparedLedger a, ComparedLedger b) {
    long common = first.orElse(Math.min(a.size(), b.size()));
    boolean equal = first.isEmpty() && a.size() == b.size();
    return new Comparison(
        a.size(),
        b.size(),
        common,
        MerkleTree.root(common, a.hashes()),
        MerkleTree.root(common, b.hashes()),
        first.isPresent() ? parting(common, a, b) : null,
        equal ? List.of() : new Consequences(eventsAt(common, a, b)).between(a, b));
  }

  /** What the sizes and the parting say. */
  public Relation relation() {
    if (parting != null) {
      return Relation.PARTED;
    }
    int order = Long.compare(sizeA, sizeB);
    if (order == 0) {
      return Relation.EQUAL;
    }
    return order < 0 ? Relation.B_CONTINUES_A : Relation.A_CONTINUES_B;
  }

  private static Parting parting(long seq, ComparedLedger a, ComparedLedger b) {
    JsonNode entryA = json(a.entry(seq));
    JsonNode entryB = json(b.entry(seq));
    Hash leafA = MerkleTree.leafHash(a.entry(seq));
    Hash leafB = MerkleTree.leafHash(b.entry(seq));
    return new Parting(
        seq,
        entryA,
        entryB,
        leafA,
        leafB,
        a.hashes().hash(0, seq).equals(leafA),
        b.hashes().hash(0, seq).equals(leafB),
        entryA == null || entryB == null ? List.of() : FieldDifference.between(entryA, entryB));
  }

  private static @Nullable JsonNode json(byte[] bytes) {
    try {
      return CanonicalJson.parse(bytes);
    } catch (JsonRefusedException e) {
      return null;
    }
  }

  private static Set<EventRef> eventsAt(long seq, ComparedLedger a, ComparedLedger b) {
    Set<EventRef> events = new HashSet<>();
    for (ComparedLedger ledger : List.of(a, b)) {
      if (seq < ledger.size()) {
        try {
          events.add(EventCodec.decode(ledger.entry(seq)).ref());
        } catch (EventRefusedException e) {
          continue; // no event: nothing can name it
        }
      }
    }
    return events;
  }
}
