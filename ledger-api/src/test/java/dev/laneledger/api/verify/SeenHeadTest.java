package dev.laneledger.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeenHeadTest {
  private static Checkpoint seenAt(int size) {
    return Checkpoint.parse(SignedNote.parse(SmallLedger.sign(size)).text());
  }

  private static VerificationReport verify(SmallLedger ledger, Checkpoint seen) {
    Pins pins = Pins.of(SmallLedger.LOG_KEY.verifierKey()).withSeen(seen);
    return LedgerVerifier.verify(ledger, pins, entry -> {});
  }

  private static List<String> kinds(VerificationReport report) {
    return report.findings().stream().map(Finding::kind).toList();
  }

  @Test
  void every_earlier_checkpoint_of_a_ledger_that_only_grew_is_contained_in_it() {
    for (int size = 0; size <= SmallLedger.SIZE; size++) {
      assertThat(verify(new SmallLedger(SmallLedger.Kept.BARE), seenAt(size)).verdict())
          .isEqualTo(Verdict.VERIFIED);
    }
  }

  @Test
  void every_older_copy_with_the_checkpoint_that_it_had_is_noticed() {
    for (int size = 1; size < SmallLedger.SIZE; size++) {
      SmallLedger older = new SmallLedger(SmallLedger.Kept.BARE);
      older.stored.subList(size, SmallLedger.SIZE).clear();
      older.checkpoint = SmallLedger.sign(size);
      assertThat(older.verify().verdict()).isEqualTo(Verdict.VERIFIED);
      assertThat(verify(older, seenAt(SmallLedger.SIZE)).findings())
          .containsExactly(
              new Finding.OfLedger(LedgerRule.SEEN, size, "size", "20 entries", size + " entries"));
    }
  }

  @Test
  void another_history_that_the_log_s_own_key_signed_is_noticed() {
    Checkpoint seen = new Checkpoint(SmallLedger.ORIGIN, 7, Hash.sha256());
    VerificationReport report = verify(new SmallLedger(SmallLedger.Kept.BARE), seen);

    assertThat(kinds(report)).containsExactly("SEEN");
    assertThat(report.findings().getFirst().expected()).isEqualTo(Hash.sha256().hex());
    assertThat(report.findings().getFirst().actual()).isEqualTo(seenAt(7).root().hex());
  }

  @Test
  void a_checkpoint_of_another_ledger_is_not_contained() {
    Checkpoint other = new Checkpoint("laneledger.local/other", 7, seenAt(7).root());

    assertThat(kinds(verify(new SmallLedger(SmallLedger.Kept.BARE), other)))
        .containsExactly("SEEN");
  }
}
