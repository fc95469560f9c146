package dev.laneledger.api.verify;

import static dev.laneledger.api.verify.SmallLedger.ENTRIES;
import static dev.laneledger.api.verify.SmallLedger.LOG_KEY;
import static dev.laneledger.api.verify.SmallLedger.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Signature;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an owner's signature says of the history in front of it. */
class AnchorsTest {
  private static final Hash NONE = Hash.sha256(new byte[0]);

  private static Hash root(List<byte[]> entries, int size) {
    return MerkleTree.rootOf(entries.subList(0, size).stream().map(MerkleTree::leafHash).toList());
  }

  private static LedgerEvent selection(long size, Hash root) {
    ProgramData.Selected data =
        new ProgramData.Selected(
            "next",
            NONE,
            "GO_ON",
            "safe",
            "owner-default",
            new ProgramData.Binds(size, root, NONE, NONE),
            null,
            new Signature("key", "sig"));
    EventDraft draft =
        EventDraft.of("choice", StreamId.program("P"), EventType.DECISION_SELECTED, data);
    return new LedgerEvent(draft, "owner:default", "2026-03-01T11:00:00.000Z", 6);
  }

  /** The small ledger with a selection at the end, all of it signed by the log. */
  private static SmallLedger choosing(long size, Hash root) {
    SmallLedger ledger = new SmallLedger(SmallLedger.Kept.BARE);
    byte[] chosen = EventCodec.encode(selection(size, root));
    ledger.stored.add(StoredEntry.bare(ledger.stored.size(), chosen));
    sign(ledger);
    return ledger;
  }

  private static void sign(SmallLedger ledger) {
    List<byte[]> entries = ledger.bytes();
    ledger.checkpoint =
        new Checkpoint(ORIGIN, entries.size(), root(entries, entries.size()))
            .sign(LOG_KEY)
            .format()
            .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_head_that_the_ledger_had_holds() {
    for (int size : List.of(1, 7, 16, 20)) {
      assertThat(choosing(size, root(ENTRIES, size)).verify().verdict())
          .isEqualTo(Verdict.VERIFIED);
    }
  }

  @Test
  void a_head_that_the_ledger_never_had_is_found_with_both_roots() {
    Finding finding = choosing(7, root(ENTRIES, 8)).verify().findings().getFirst();

    assertThat(finding.kind() + " " + finding.seq()).isEqualTo("ANCHOR 20");
    assertThat(finding.expected()).isEqualTo(root(ENTRIES, 7).hex());
    assertThat(finding.actual()).isEqualTo(root(ENTRIES, 8).hex());
  }

  @Test
  void a_head_of_nothing_or_of_what_comes_later_is_none() {
    assertThat(choosing(0, NONE).first()).isEqualTo("ANCHOR 20");
    assertThat(choosing(21, NONE).first()).isEqualTo("ANCHOR 20");
  }

  @Test
  void whoever_rewrites_history_with_the_log_key_still_lacks_the_owners_key() {
    SmallLedger ledger = choosing(20, root(ENTRIES, 20));
    ledger.change(3, SmallLedger.forged("n-3", 0, "2026-03-01T10:00:03.000Z"));
    sign(ledger);

    assertThat(ledger.verify().findings())
        .singleElement()
        .satisfies(f -> assertThat(f.kind() + " " + f.seq()).isEqualTo("ANCHOR 20"));
  }

  @Test
  void a_head_of_too_long_ago_is_a_gap() {
    Findings findings = new Findings();
    Anchors anchors = new Anchors(findings);
    MerkleFrontier tree = MerkleFrontier.empty();
    Hash third = NONE;
    for (int i = 0; i < Anchors.REACH + 2; i++) {
      anchors.grows(tree, NONE);
      tree = tree.append(NONE);
      third = i == 2 ? tree.root() : third;
    }

    anchors.accept(Anchors.REACH + 2, selection(3, third));
    assertThat(findings.inOrder()).isEmpty();
    anchors.accept(Anchors.REACH + 2, selection(2, third));
    assertThat(findings.inOrder()).singleElement().isInstanceOf(Finding.Gap.class);
  }
}
