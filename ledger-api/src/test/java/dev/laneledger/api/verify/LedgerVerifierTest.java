package dev.laneledger.api.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.verify.SmallLedger.Kept;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LedgerVerifierTest {
  private static final int LAST = SmallLedger.SIZE - 1;

  static Stream<Arguments> everyEntry() {
    return Stream.of(Kept.ROWS, Kept.TILES)
        .flatMap(kept ->
            Stream.iterate(0, i -> i + 1).limit(SmallLedger.SIZE).map(i -> Arguments.of(kept, i)));
  }

  @ParameterizedTest
  @EnumSource(Kept.class)
  void an_untouched_ledger_is_verified_against_the_pinned_key(Kept kept) {
    VerificationReport report = new SmallLedger(kept).verify();

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.size()).isEqualTo(SmallLedger.SIZE);
    assertThat(report.signedSize()).isEqualTo(SmallLedger.SIZE);
    assertThat(report.root())
        .isEqualTo(
            MerkleTree.rootOf(SmallLedger.ENTRIES.stream().map(MerkleTree::leafHash).toList()));
    assertThat(report.chain()).isEqualTo(new SmallLedger(Kept.ROWS).stored.getLast().chain());
    assertThat(report.trust().pinned()).isTrue();
    assertThat(report.streams()).isEqualTo(3);
    assertThat(report.blobs()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void a_changed_byte_is_found_with_both_leaves(Kept kept, int at) {
    SmallLedger ledger = new SmallLedger(kept);
    byte[] changed = SmallLedger.ENTRIES.get(at).clone();
    changed[changed.length / 2] ^= 1;
    ledger.change(at, changed);

    assertThat(ledger.verify().findings().getFirst())
        .isEqualTo(
            new Finding.OfEntry(
                EntryRule.CHANGED,
                at,
                "leaf",
                MerkleTree.leafHash(SmallLedger.ENTRIES.get(at)).hex(),
                MerkleTree.leafHash(changed).hex()));
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void a_removed_entry_is_found_missing(Kept kept, int at) {
    SmallLedger ledger = new SmallLedger(kept);
    ledger.stored.remove(at);
    if (kept == Kept.TILES) {
      ledger.renumber();
    }

    assertThat(ledger.first()).isEqualTo((at == LAST ? "TRUNCATED " : "MISSING ") + at);
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void a_removed_entry_is_found_missing_also_when_the_rest_is_numbered_again(Kept kept, int at) {
    if (at == LAST) {
      return; // that is a truncation
    }
    SmallLedger ledger = new SmallLedger(kept);
    ledger.stored.remove(at);
    ledger.renumber();

    assertThat(ledger.first()).isEqualTo("MISSING " + at);
    assertThat(ledger.verify().findings())
        .extracting(Finding::kind)
        .doesNotContain("CHAIN", "TRUNCATED");
  }

  @Test
  void a_changed_chain_hash_is_no_missing_entry_even_if_the_tail_is_cut_off() {
    SmallLedger ledger = new SmallLedger(Kept.ROWS);
    StoredEntry e = ledger.stored.get(5);
    Hash wrong = Hash.sha256(new byte[] {1});
    ledger.stored.set(5, new StoredEntry(5, e.bytes(), e.leaf(), wrong, e.subtrees(), e.index()));
    ledger.stored.removeLast();

    assertThat(ledger.verify().findings())
        .extracting(f -> f.kind() + " " + f.seq())
        .containsExactly("CHAIN 5", "CHAIN 6", "TRUNCATED 19");
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void an_inserted_entry_is_found_extra(Kept kept, int at) {
    SmallLedger ledger = new SmallLedger(kept);
    StoredEntry displaced = ledger.stored.get(at);
    byte[] forged = SmallLedger.forged("forged", 0, "2026-03-01T10:00:00.000Z");
    ledger.stored.add(
        at,
        new StoredEntry(
            at,
            forged,
            kept == Kept.ROWS ? MerkleTree.leafHash(forged) : null,
            displaced.chain(),
            displaced.subtrees(),
            displaced.index()));
    ledger.renumber();

    assertThat(ledger.first()).isEqualTo("EXTRA " + at);
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void an_entry_that_stands_twice_is_found_extra(Kept kept, int at) {
    SmallLedger ledger = new SmallLedger(kept);
    ledger.stored.add(at + 1, ledger.stored.get(at));
    if (kept == Kept.TILES) {
      ledger.renumber();
    }

    VerificationReport report = ledger.verify();
    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(report.findings().getFirst().seq()).isBetween((long) at, at + 1L);
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void two_swapped_entries_are_found_together(Kept kept, int at) {
    if (at == LAST) {
      return;
    }
    SmallLedger ledger = new SmallLedger(kept);
    Collections.swap(ledger.stored, at, at + 1);
    ledger.renumber();

    assertThat(ledger.first()).isEqualTo("SWAPPED " + at);
    assertThat(ledger.verify().findings().getFirst().subject()).isEqualTo("with entry " + (at + 1));
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void two_swapped_byte_strings_are_found_together(Kept kept, int at) {
    if (at == LAST) {
      return;
    }
    SmallLedger ledger = new SmallLedger(kept);
    ledger.change(at, SmallLedger.ENTRIES.get(at + 1));
    ledger.change(at + 1, SmallLedger.ENTRIES.get(at));

    assertThat(ledger.first()).isEqualTo("SWAPPED " + at);
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void a_truncated_ledger_is_shorter_than_its_checkpoint_says(Kept kept, int at) {
    SmallLedger ledger = new SmallLedger(kept);
    ledger.stored.subList(at, SmallLedger.SIZE).clear();

    Finding finding = ledger.verify().findings().getFirst();
    assertThat(finding)
        .isEqualTo(
            new Finding.OfLedger(LedgerRule.TRUNCATED, at, "size", "20 entries", at + " entries"));
  }

  /** Whoever holds the ledger can compute all of it anew, but not sign it. */
  @ParameterizedTest
  @MethodSource("everyEntry")
  void whatever_is_computed_anew_still_lacks_the_signed_root(Kept kept, int at) {
    List<List<byte[]>> forgeries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      forgeries.add(new ArrayList<>(SmallLedger.ENTRIES));
    }
    LedgerEvent event = EventCodec.decode(SmallLedger.ENTRIES.get(at));
    LedgerEvent altered =
        new LedgerEvent(event.draft(), "owner:mallory", event.recordedtime(), event.streamseq());
    forgeries.get(0).set(at, EventCodec.encode(altered));
    forgeries.get(1).remove(at);
    forgeries.get(2).add(at, SmallLedger.forged("forged", at, event.recordedtime()));
    Collections.swap(forgeries.get(3), at, at == LAST ? 0 : at + 1);

    for (List<byte[]> forgery : forgeries) {
      SmallLedger ledger = new SmallLedger(kept == Kept.TILES ? Kept.BARE : kept);
      ledger.stored.clear();
      forgery.forEach(bytes -> ledger.stored.add(StoredEntry.bare(ledger.stored.size(), bytes)));
      ledger.recompute();

      VerificationReport report = ledger.verify();
      assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(report.findings())
          .extracting(Finding::kind)
          .containsAnyOf("ROOT", "TRUNCATED")
          .doesNotContain("CHANGED", "CHAIN", "MISSING");
    }
  }

  @Test
  void an_appended_entry_is_a_gap_because_nobody_signed_it() {
    SmallLedger ledger = new SmallLedger(Kept.ROWS);
    ledger.stored.add(
        StoredEntry.bare(
            SmallLedger.SIZE, SmallLedger.forged("tail", 6, "2026-03-01T11:00:00.000Z")));
    ledger.recompute();

    VerificationReport report = ledger.verify();
    assertThat(report.verdict()).isEqualTo(Verdict.GAPS);
    assertThat(ledger.first()).isEqualTo("UNCOVERED 20");
  }

  @ParameterizedTest
  @EnumSource(Kept.class)
  void every_byte_of_an_entry_counts(Kept kept) {
    for (int i = 0; i < SmallLedger.ENTRIES.get(7).length; i++) {
      SmallLedger ledger = new SmallLedger(kept);
      byte[] changed = SmallLedger.ENTRIES.get(7).clone();
      changed[i] ^= 1;
      ledger.change(7, changed);
      assertThat(ledger.verify().verdict()).as("byte %d", i).isEqualTo(Verdict.TAMPERED);
    }
  }

  @Test
  void every_byte_of_the_checkpoint_counts() {
    for (int i = 0; i < SmallLedger.sign(SmallLedger.SIZE).length; i++) {
      SmallLedger ledger = new SmallLedger(Kept.ROWS);
      byte[] changed = SmallLedger.sign(SmallLedger.SIZE);
      changed[i] ^= 1;
      ledger.checkpoint = changed;
      assertThat(ledger.verify().verdict()).as("byte %d", i).isEqualTo(Verdict.TAMPERED);
    }
  }

  @Test
  void another_key_of_the_same_name_is_not_the_pinned_key() {
    VerificationReport report =
        LedgerVerifier.verify(
            new SmallLedger(Kept.ROWS),
            SmallLedger.key(SmallLedger.ORIGIN, (byte) 8).verifierKey());

    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(report.findings().getFirst().kind()).isEqualTo("CHECKPOINT_SIGNATURE");
  }

  @Test
  void a_checkpoint_of_another_ledger_does_not_count_even_with_its_own_key() {
    SignerKey other = SmallLedger.key("laneledger.local/other", (byte) 7);
    SmallLedger ledger = new SmallLedger(Kept.ROWS);
    Hash root = ledger.verify().root();
    Checkpoint checkpoint = new Checkpoint("laneledger.local/other", SmallLedger.SIZE, root);
    ledger.checkpoint = checkpoint.sign(other).format().getBytes(StandardCharsets.UTF_8);

    assertThat(LedgerVerifier.verify(ledger, other.verifierKey()).findings())
        .extracting(Finding::kind)
        .containsExactly("CHECKPOINT_ORIGIN");
  }

  @Test
  void without_a_pinned_key_the_ledger_vouches_for_itself_which_is_a_gap() {
    VerificationReport report = LedgerVerifier.verify(new SmallLedger(Kept.ROWS), null);

    assertThat(report.verdict()).isEqualTo(Verdict.GAPS);
    assertThat(report.findings()).extracting(Finding::kind).containsExactly("NO_PINNED_KEY");
    assertThat(report.trust())
        .isEqualTo(new Trust(SmallLedger.LOG_KEY.verifierKey().encode(), false));
  }

  @Test
  void without_a_checkpoint_nothing_is_signed_which_is_a_gap() {
    SmallLedger ledger = new SmallLedger(Kept.ROWS);
    ledger.checkpoint = null;

    assertThat(ledger.verify().findings())
        .extracting(Finding::kind)
        .containsExactly("NO_CHECKPOINT");
    assertThat(ledger.verify().trust()).isEqualTo(Trust.NONE);
  }

  @Test
  void an_altered_blob_is_found_with_the_entry_that_names_it() {
    SmallLedger ledger = new SmallLedger(Kept.ROWS);
    byte[] altered = "rules: all\n".getBytes(StandardCharsets.UTF_8);
    Hash digest = Hash.sha256(SmallLedger.PACK);
    ledger.blobs.put(digest, altered);

    assertThat(ledger.verify().findings())
        .containsExactly(
            new Finding.OfLedger(
                LedgerRule.BLOB, 0, "blob", digest.hex(), Hash.sha256(altered).hex()));
  }

  @Test
  void a_missing_blob_is_a_gap() {
    SmallLedger ledger = new SmallLedger(Kept.ROWS);
    ledger.blobs.clear();

    assertThat(ledger.verify().verdict()).isEqualTo(Verdict.GAPS);
    assertThat(ledger.first()).isEqualTo("BLOB_MISSING 0");
  }

  @ParameterizedTest
  @MethodSource("everyEntry")
  void what_is_kept_beside_an_entry_must_agree_with_it(Kept kept, int at) {
    if (kept == Kept.TILES) {
      return;
    }
    Hash wrong = Hash.sha256(new byte[] {1});
    StoredEntry e = new SmallLedger(kept).stored.get(at);
    StoredEntry.Index index = Objects.requireNonNull(e.index());
    StoredEntry.Index otherId =
        new StoredEntry.Index(index.source(), index.streamseq(), index.id() + "x");
    List<Hash> subtrees = Objects.requireNonNull(e.subtrees());
    List<Hash> otherSubtrees = Collections.nCopies(subtrees.size(), wrong);

    assertThat(firstWith(at, new StoredEntry(at, e.bytes(), wrong, e.chain(), subtrees, index)))
        .isEqualTo("CHANGED " + at);
    assertThat(firstWith(at, new StoredEntry(at, e.bytes(), e.leaf(), wrong, subtrees, index)))
        .isEqualTo("CHAIN " + at);
    assertThat(
            firstWith(at, new StoredEntry(at, e.bytes(), e.leaf(), e.chain(), subtrees, otherId)))
        .isEqualTo("INDEX " + at);
    if (!subtrees.isEmpty()) {
      assertThat(
              firstWith(
                  at, new StoredEntry(at, e.bytes(), e.leaf(), e.chain(), otherSubtrees, index)))
          .isEqualTo("SUBTREE " + at);
    }
  }

  private static String firstWith(int at, StoredEntry entry) {
    SmallLedger ledger = new SmallLedger(Kept.ROWS);
    ledger.stored.set(at, entry);
    return ledger.first();
  }

  /** Each of these breaks one rule of the contents in an unsigned ledger without tiles. */
  @Test
  void contents_that_no_hash_gives_away_are_found_by_their_rules() {
    assertThat(contents(SmallLedger.forged("n-3", 6, "2026-03-01T11:00:00.000Z")))
        .containsExactly("ID_REPEATED 20");
    assertThat(contents(SmallLedger.forged("new", 9, "2026-03-01T11:00:00.000Z")))
        .containsExactly("STREAM_SEQUENCE 20");
    assertThat(contents(SmallLedger.forged("new", 6, "2026-03-01T09:00:00.000Z")))
        .containsExactly("TIME 20");
    assertThat(contents("{}".getBytes(StandardCharsets.UTF_8))).containsExactly("FORM 20");
    assertThat(contents(SmallLedger.ENTRIES.getFirst())).contains("GENESIS 20");
    assertThat(contents(SmallLedger.forged("n-3", 9, "2026-03-01T09:00:00.000Z")))
        .containsExactly("STREAM_SEQUENCE 20", "ID_REPEATED 20", "TIME 20");
  }

  private static List<String> contents(byte[] appended) {
    SmallLedger ledger = new SmallLedger(Kept.BARE);
    ledger.stored.add(StoredEntry.bare(SmallLedger.SIZE, appended));
    return ledger.verify().findings().stream()
        .filter(Finding.OfEntry.class::isInstance)
        .map(f -> f.kind() + " " + f.seq())
        .toList();
  }

  @Test
  void findings_come_by_entry_then_of_the_ledger_then_gaps() {
    SmallLedger ledger = new SmallLedger(Kept.ROWS);
    ledger.blobs.clear();
    ledger.change(7, "{}".getBytes(StandardCharsets.UTF_8));
    ledger.change(3, "{}".getBytes(StandardCharsets.UTF_8));

    List<String> kinds =
        LedgerVerifier.verify(ledger, null).findings().stream()
            .map(f -> f.kind() + " " + f.seq())
            .toList();
    assertThat(kinds)
        .startsWith("CHANGED 3", "FORM 3", "SUBTREE 3")
        .containsSubsequence(
            "SUBTREE 3", "CHANGED 7", "FORM 7", "ROOT -1", "NO_PINNED_KEY -1", "BLOB_MISSING 0");
  }

  @Test
  void a_report_keeps_the_first_thousand_findings_and_counts_the_rest() {
    SmallLedger ledger = new SmallLedger(Kept.BARE);
    for (int i = 0; i < 1_500; i++) {
      ledger.stored.add(
          StoredEntry.bare(ledger.stored.size(), "{}".getBytes(StandardCharsets.UTF_8)));
    }

    VerificationReport report = ledger.verify();
    assertThat(report.total()).isEqualTo(1_501); // and the tail that is not covered
    assertThat(report.findings()).hasSize(1_001);
    assertThat(report.findings().getFirst().seq()).isEqualTo(SmallLedger.SIZE);
  }

  @Test
  void two_verifications_of_the_same_material_are_equal() {
    SmallLedger ledger = new SmallLedger(Kept.ROWS);
    Collections.swap(ledger.stored, 4, 5);
    ledger.renumber();

    assertThat(ledger.verify()).isEqualTo(ledger.verify());
  }

  @Test
  void nothing_at_all_is_not_a_ledger() {
    SmallLedger ledger = new SmallLedger(Kept.BARE);
    ledger.stored.clear();
    ledger.checkpoint = null;

    assertThatThrownBy(ledger::verify)
        .isInstanceOf(MaterialUnusableException.class)
        .hasMessageContaining("entry 0");
  }
}
