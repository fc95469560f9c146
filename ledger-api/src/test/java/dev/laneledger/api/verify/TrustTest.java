package dev.laneledger.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.CosignerKey;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.verify.TimestampCheck.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TrustTest {
  private static final CosignerKey W1 = witness("witness.example/w1", 1);
  private static final CosignerKey W2 = witness("witness.example/w2", 2);
  private static final String LOG = "log " + SmallLedger.LOG_KEY.verifierKey().encode() + "\n";
  private static final String WITNESSES =
      "witness one %s\nwitness two %s\n"
          .formatted(W1.verifierKey().encode(), W2.verifierKey().encode());

  private static final String BOTH = WITNESSES + "group both all one two\nquorum both\n";
  private static final String EITHER = WITNESSES + "group either any one two\nquorum either\n";

  private static CosignerKey witness(String name, int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return CosignerKey.fromSeed(name, bytes);
  }

  private static SmallLedger cosignedBy(CosignerKey... witnesses) {
    SmallLedger ledger = new SmallLedger(SmallLedger.Kept.BARE);
    SignedNote note = SignedNote.parse(SmallLedger.sign(SmallLedger.SIZE));
    SignedNote cosigned =
        note.with(Stream.of(witnesses).map(w -> w.sign(note.text(), 1_700_000_000)).toList());
    ledger.checkpoint = SmallLedger.utf8(cosigned.format());
    return ledger;
  }

  private static VerificationReport verify(SmallLedger ledger, String policy) {
    Pins pins = new Pins(null, TlogPolicy.parse(policy), TimestampCheck.NONE);
    return LedgerVerifier.verify(ledger, pins, entry -> {});
  }

  private static List<String> kinds(VerificationReport report) {
    return report.findings().stream().map(Finding::kind).toList();
  }

  @Test
  void a_policy_gives_the_log_and_the_witnesses_that_are_trusted() {
    VerificationReport report = verify(cosignedBy(W1, W2), LOG + BOTH);

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.trust().witnesses()).containsExactly("one", "two");
    assertThat(report.trust().text()).endsWith("cosigned by one, two");
    assertThat(verify(cosignedBy(W2), LOG + EITHER).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void a_quorum_that_is_not_reached_is_a_finding_and_names_who_cosigned() {
    VerificationReport report = verify(cosignedBy(W2), LOG + BOTH);

    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(report.findings())
        .containsExactly(
            new Finding.OfLedger(
                LedgerRule.QUORUM,
                Finding.NO_ENTRY,
                "",
                "quorum both of [one, two]",
                "cosigned by [two]"));
    assertThat(kinds(verify(cosignedBy(), LOG + EITHER))).containsExactly("QUORUM");
  }

  @Test
  void a_cosignature_of_a_known_witness_that_fails_is_a_finding_even_beyond_the_quorum() {
    SmallLedger ledger = cosignedBy(W1, W2);
    SignedNote other = SignedNote.parse(SmallLedger.sign(3));
    SignedNote note = SignedNote.parse(SmallLedger.sign(SmallLedger.SIZE));
    SignedNote mixed = note.with(List.of(W1.sign(note.text(), 1), W2.sign(other.text(), 1)));
    ledger.checkpoint = SmallLedger.utf8(mixed.format());

    assertThat(kinds(verify(ledger, LOG + EITHER))).containsExactly("COSIGNATURE");
  }

  @Test
  void a_witness_s_line_that_is_cut_off_or_no_line_at_all_is_a_finding() {
    SmallLedger ledger = cosignedBy(W1);
    String note = new String(ledger.checkpoint, StandardCharsets.UTF_8);
    String good = W1.sign(SignedNote.parse(note).text(), 1).format();
    NoteSignature parsed = NoteSignature.parse(good);
    NoteSignature cut = new NoteSignature(parsed.name(), parsed.keyId(), Bytes.of(new byte[10]));
    String log = new String(SmallLedger.sign(SmallLedger.SIZE), StandardCharsets.UTF_8);

    ledger.checkpoint = SmallLedger.utf8(log + cut.format());
    assertThat(kinds(verify(ledger, LOG + EITHER))).containsExactly("COSIGNATURE", "QUORUM");
    for (String line : List.of("nonsense\n", "\u2014 w !!!\n", "\u2014  AAAA\n", "x")) {
      ledger.checkpoint = SmallLedger.utf8(log + line);
      assertThat(kinds(ledger.verify())).containsExactly("CHECKPOINT_FORM");
    }
  }

  @Test
  void a_policy_that_asks_for_no_witness_or_names_no_log_leaves_a_gap() {
    assertThat(kinds(verify(cosignedBy(W1), LOG + "quorum none\n"))).containsExactly("NO_WITNESS");
    assertThat(kinds(verify(cosignedBy(W1), WITNESSES + "quorum one\n")))
        .containsExactly("NO_PINNED_KEY");
    String stranger = SmallLedger.key(SmallLedger.ORIGIN, (byte) 9).verifierKey().encode();
    assertThat(kinds(verify(cosignedBy(W1), "log " + stranger + "\n" + WITNESSES + "quorum one\n")))
        .containsExactly("CHECKPOINT_SIGNATURE");
  }

  @Test
  void the_ledger_s_own_policy_proves_nothing_but_its_gaps_and_broken_cosignatures_are_told() {
    SmallLedger ledger = cosignedBy(W1);
    ledger.parts.put("policy", SmallLedger.utf8(BOTH));
    assertThat(kinds(ledger.verify())).containsExactly("UNWITNESSED");
    assertThat(ledger.verify().trust().witnesses()).isEmpty();

    ledger.parts.put("policy", SmallLedger.utf8(WITNESSES + "quorum one\n"));
    assertThat(ledger.verify().findings()).isEmpty();

    ledger.parts.put("policy", SmallLedger.utf8("nonsense\n"));
    assertThat(kinds(ledger.verify())).containsExactly("POLICY");
  }

  @Test
  void a_timestamp_is_compared_with_the_checkpoint_of_its_size_built_from_the_entries() {
    SmallLedger ledger = new SmallLedger(SmallLedger.Kept.BARE);
    String text = SignedNote.parse(SmallLedger.sign(7)).text();
    Hash digest = Hash.sha256(SmallLedger.utf8(text));
    ledger.parts.put("timestamps/7.tsr", digest.bytes());
    TimestampCheck authority =
        (token, expected) ->
            Arrays.equals(token, expected.bytes())
                ? new Outcome.Good("2026-03-01T10:00:09Z", "an authority")
                : new Outcome.Bad(expected.hex(), Hash.sha256(token).hex());

    VerificationReport good = stamped(ledger, authority);
    assertThat(good.findings()).isEmpty();
    assertThat(good.timestamps())
        .containsExactly(new VerificationReport.Stamp(7, "2026-03-01T10:00:09Z", "an authority"));

    ledger.parts.put("timestamps/8.tsr", digest.bytes());
    ledger.parts.put("timestamps/21.tsr", digest.bytes());
    ledger.parts.put("timestamps/007.tsr", digest.bytes());
    assertThat(kinds(stamped(ledger, authority)))
        .containsExactly("TIMESTAMP", "TIMESTAMP", "TIMESTAMP");
  }

  private static VerificationReport stamped(SmallLedger ledger, TimestampCheck check) {
    Pins pins = new Pins(SmallLedger.LOG_KEY.verifierKey(), null, check);
    return LedgerVerifier.verify(ledger, pins, entry -> {});
  }

  @Test
  void a_timestamp_that_nobody_can_judge_is_a_gap() {
    SmallLedger ledger = new SmallLedger(SmallLedger.Kept.BARE);
    ledger.parts.put("timestamps/7.tsr", new byte[] {1});

    assertThat(kinds(ledger.verify())).containsExactly("TIMESTAMP_UNKNOWN");
    assertThat(ledger.verify().verdict()).isEqualTo(Verdict.GAPS);
  }
}
