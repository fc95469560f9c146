package dev.laneledger.projections.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.compare.Comparison.Relation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final StreamId P = StreamId.program("P");
  private static final StreamId T = StreamId.tickets("P", "TKT");
  private static final List<byte[]> ENTRIES = entries();

  /** A copy in memory that keeps these leaf hashes for these entries. */
  private record Copy(List<byte[]> bytes, List<Hash> leaves) implements ComparedLedger {
    static Copy of(List<byte[]> bytes) {
      return new Copy(bytes, bytes.stream().map(MerkleTree::leafHash).toList());
    }

    @Override
    public long size() {
      return bytes.size();
    }

    @Override
    public HashReader hashes() {
      return MerkleTree.over(leaves);
    }

    @Override
    public byte[] entry(long seq) {
      return bytes.get((int) seq);
    }

    @Override
    public void entries(Consumer<byte[]> sink) {
      bytes.forEach(sink);
    }
  }

  private static List<byte[]> entries() {
    Ledgers ledger = new Ledgers();
    for (String id : List.of("B-1", "B-2")) {
      ledger.force(
          "owner:default",
          P,
          EventType.BLOCKER_RAISED,
          new ProgramData.BlockerRaised(
              id,
              "what " + id + " is",
              List.of(Role.OWNER),
              List.of("PRODUCTION"),
              "act",
              List.of(new ProgramData.Leg("input", Role.OWNER, Strength.INPUT, List.of()))));
    }
    ledger.force(
        "operator:default",
        T,
        EventType.TICKETS_RESERVED,
        new TicketData.Reserved("lane-1", 289, 304, false));
    ledger.force(
        "owner:default",
        P,
        EventType.BLOCKER_NARROWED,
        new ProgramData.BlockerNarrowed("B-1", "narrower", "act sooner"));
    return ledger.events().stream().map(EventCodec::encode).toList();
  }

  private static List<byte[]> changed(int seq, UnaryOperator<String> change) {
    List<byte[]> entries = new ArrayList<>(ENTRIES);
    String text = new String(entries.get(seq), StandardCharsets.UTF_8);
    entries.set(seq, change.apply(text).getBytes(StandardCharsets.UTF_8));
    return entries;
  }

  private static Comparison compare(List<byte[]> a, List<byte[]> b) {
    return Comparison.of(Copy.of(a), Copy.of(b));
  }

  private static int seqOf(String words) {
    for (int i = 0; i < ENTRIES.size(); i++) {
      if (new String(ENTRIES.get(i), StandardCharsets.UTF_8).contains(words)) {
        return i;
      }
    }
    throw new AssertionError(words);
  }

  @Test
  void sameEntriesAreEqualAndNothingFollowsFromThem() {
    Comparison comparison = compare(ENTRIES, ENTRIES);
    assertThat(comparison.relation()).isEqualTo(Relation.EQUAL);
    assertThat(comparison.common()).isEqualTo(ENTRIES.size());
    assertThat(comparison.rootA()).isEqualTo(comparison.rootB());
    assertThat(comparison.consequences()).isEmpty();
  }

  @Test
  void everyCutOffCopyIsContinuedByTheWholeOne() {
    for (int size = 0; size < ENTRIES.size(); size++) {
      List<byte[]> cut = ENTRIES.subList(0, size);
      assertThat(compare(cut, ENTRIES).relation()).isEqualTo(Relation.B_CONTINUES_A);
      assertThat(compare(ENTRIES, cut).relation()).isEqualTo(Relation.A_CONTINUES_B);
      assertThat(compare(cut, ENTRIES).common()).isEqualTo(size);
    }
  }

  @Test
  void whatOnlyOneCopyHasIsAConsequenceOfItsLastEntries() {
    int narrowed = seqOf("act sooner");
    List<Consequence> rows = compare(ENTRIES.subList(0, narrowed), ENTRIES).consequences();
    assertThat(rows).extracting(Consequence::key).containsExactly("B-1");
    assertThat(rows.getFirst().fields())
        .extracting(FieldDifference::pointer)
        .contains("/nextAction", "/status");
  }

  @Test
  void aChangedFieldIsNamedWithBothSidesAndWithTheRowThatItChanged() {
    int seq = seqOf("what B-2 is");
    Comparison comparison = compare(ENTRIES, changed(seq, t -> t.replace("what B-2 is", "other")));
    assertThat(comparison.relation()).isEqualTo(Relation.PARTED);
    assertThat(comparison.parting().seq()).isEqualTo(seq);
    assertThat(comparison.parting().keptA() && comparison.parting().keptB()).isTrue();
    FieldDifference field = comparison.parting().fields().getFirst();
    assertThat(comparison.parting().fields()).hasSize(1);
    assertThat(field.pointer()).isEqualTo("/data/subject");
    assertThat(field.a().asString()).isEqualTo("what B-2 is");
    assertThat(field.b().asString()).isEqualTo("other");
    assertThat(comparison.consequences()).extracting(Consequence::key).containsExactly("B-2");
  }

  @Test
  void aRowThatNamesThePartingEventSaysSo() {
    int seq = seqOf("\"to\":304");
    List<Consequence> rows =
        compare(ENTRIES, changed(seq, t -> t.replace("\"to\":304", "\"to\":309"))).consequences();
    assertThat(rows)
        .extracting(Consequence::projection, Consequence::key, Consequence::names)
        .containsExactly(
            tuple("lanes.v1", "lane-1", false), tuple("tickets.v1", "TKT/0000000289", true));
  }

  @Test
  void aByteThatBreaksAnEntryIsStillPlaced() {
    int seq = seqOf("what B-2 is");
    Comparison comparison = compare(ENTRIES, changed(seq, t -> t.substring(1)));
    assertThat(comparison.parting().seq()).isEqualTo(seq);
    assertThat(comparison.parting().entryB()).isNull();
    assertThat(comparison.consequences()).extracting(Consequence::key).contains("B-2");
  }

  @Test
  void aHashThatDoesNotFitItsEntryIsSaid() {
    int seq = seqOf("what B-2 is");
    List<Hash> wrong = new ArrayList<>(Copy.of(ENTRIES).leaves());
    wrong.set(seq, Hash.of(new byte[Hash.BYTES]));
    Comparison comparison = Comparison.of(Copy.of(ENTRIES), new Copy(ENTRIES, wrong));
    assertThat(comparison.parting().keptA()).isTrue();
    assertThat(comparison.parting().keptB()).isFalse();
    assertThat(comparison.parting().fields()).isEmpty();
  }

  @Test
  void aChangedEntryIsFoundAlthoughItsHashWasLeft() {
    int seq = seqOf("what B-2 is");
    List<byte[]> entries = changed(seq, t -> t.replace("what B-2 is", "other"));
    Copy changed = new Copy(entries, Copy.of(ENTRIES).leaves());
    for (Comparison comparison :
        List.of(
            Comparison.of(Copy.of(ENTRIES), changed), Comparison.of(changed, Copy.of(ENTRIES)))) {
      assertThat(comparison.relation()).isEqualTo(Relation.PARTED);
      assertThat(comparison.parting().seq()).isEqualTo(seq);
      assertThat(comparison.parting().keptA()).isNotEqualTo(comparison.parting().keptB());
    }
    assertThat(Comparison.byHashes(Copy.of(ENTRIES), changed).relation()).isEqualTo(Relation.EQUAL);
  }

  @Test
  void theEarliestOfSeveralDifferencesIsNamed() {
    int late = seqOf("what B-2 is");
    int early = seqOf("what B-1 is");
    List<byte[]> both = changed(late, t -> t.replace("what B-2 is", "other"));
    List<Hash> leaves = Copy.of(both).leaves();
    both.set(early, changed(early, t -> t.replace("what B-1 is", "more")).get(early));
    Comparison comparison = Comparison.of(Copy.of(ENTRIES), new Copy(both, leaves));
    assertThat(comparison.parting().seq()).isEqualTo(early);
  }
}
