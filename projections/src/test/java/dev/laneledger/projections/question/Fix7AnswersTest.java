package dev.laneledger.projections.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Cosignature;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.TimestampCheck;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.projections.Fix7Ledger;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.render.Golden;
import dev.laneledger.projections.rule.RulePack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The lane of the report, and what each answer becomes when the truth is another. */
final class Fix7AnswersTest {
  private static final Fix7Ledger HONEST = honest();
  private static final Dossier BROKEN =
      changed(LaneData.RollbackProven.class, Fix7AnswersTest::broken);
  private static final Dossier DOSSIER = dossier(new HeldLedger(HONEST.ledger));

  /** The lane as it ran, its program's state attested in the end. */
  private static Fix7Ledger honest() {
    Fix7Ledger fix7 = new Fix7Ledger().runLane();
    fix7.ledger.attest(fix7.ledger.states(String.valueOf(fix7.stream.program())));
    return fix7;
  }

  private static Dossier dossier(HeldLedger ledger) {
    return Dossier.read(ledger, Pins.of(HeldLedger.LOG_KEY.verifierKey()));
  }

  private static Answer ask(Question question, Dossier dossier) {
    List<Answer> answers =
        question.ofLane() ? Questions.ofLane(dossier, HONEST.stream) : Questions.ofLedger(dossier);
    return answers.stream().filter(a -> a.question() == question).findFirst().orElseThrow();
  }

  private static Answer ask(Question question, Fix7Ledger fix7) {
    return ask(question, dossier(new HeldLedger(fix7.ledger)));
  }

  /** The answer after what one payload type says was changed by force. */
  private static <T extends EventData> Answer askChanged(
      Question question, Class<T> type, Function<T, @Nullable EventData> change) {
    return ask(question, changed(type, change));
  }

  private static <T extends EventData> Dossier changed(
      Class<T> type, Function<T, @Nullable EventData> change) {
    UnaryOperator<@Nullable EventData> edit =
        data -> type.isInstance(data) ? change.apply(type.cast(data)) : data;
    return dossier(new HeldLedger(new Fix7Ledger(edit, Ledgers.OWNER_KEY).runLane().ledger));
  }

  private static List<String> said(Answer answer, Statement.Kind kind) {
    return answer.statements().stream().filter(s -> s.kind() == kind).map(Statement::text).toList();
  }

  private static String computed(Answer answer) {
    return String.join("\n", said(answer, Statement.Kind.COMPUTED));
  }

  private static String against(Answer answer) {
    return String.join("\n", said(answer, Statement.Kind.AGAINST));
  }

  @Test
  void the_answers_on_the_lane_of_the_report_are_the_golden_ones() throws IOException {
    assertThat(DOSSIER.replay().verdict()).isEqualTo(Verdict.VERIFIED);
    StringBuilder text = new StringBuilder();
    Questions.ofLane(DOSSIER, HONEST.stream).forEach(a -> write(a, text));
    Questions.ofLedger(DOSSIER).forEach(a -> write(a, text));
    String golden = masked(text.toString(), DOSSIER);
    Golden.compare("fix7/answers.txt", golden.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Answer answer, StringBuilder text) {
    text.append(answer.question().id()).append(answer.answerable() ? "\n" : " NOT ANSWERABLE\n");
    for (Statement s : answer.statements()) {
      text.append("  ").append(s.kind().name().toLowerCase(Locale.ROOT)).append(": ");
      text.append(s.text()).append('\n');
    }
    for (Cited c : answer.restsOn()) {
      text.append("  on ").append(c.seq()).append(' ').append(Words.ref(c.event())).append('\n');
    }
  }

  /** A newer pack changes these digests and nothing else. */
  private static String masked(String text, Dossier dossier) {
    String masked = text.replace(dossier.replay().bytes().root().hex(), "ROOT");
    for (RulePack pack : Ledgers.PACKS) {
      masked = masked.replace(pack.sha256().hex(), "SHA-256-OF-" + pack.id());
    }
    for (var lane : dossier.replay().lanes()) {
      masked = lane.packetTree() == null ? masked : masked.replace(lane.packetTree().hex(), "TREE");
    }
    return masked;
  }

  @Test
  void the_same_material_gives_the_same_answers() {
    Dossier again = dossier(new HeldLedger(honest().ledger));
    assertThat(Questions.ofLane(again, HONEST.stream))
        .isEqualTo(Questions.ofLane(DOSSIER, HONEST.stream));
    assertThat(Questions.ofLedger(again)).isEqualTo(Questions.ofLedger(DOSSIER));
  }

  @Test
  void nothing_speaks_against_the_lane_but_its_count_of_surfaces() {
    assertThat(Questions.ofLane(DOSSIER, HONEST.stream))
        .filteredOn(Answer::objects)
        .extracting(Answer::question)
        .containsExactly(Question.CLAIMED_AND_NAMED);
    assertThat(Questions.ofLedger(DOSSIER)).noneMatch(Answer::objects);
  }

  @Test
  void an_authority_that_no_pack_defines_is_told() {
    Answer answer =
        askChanged(
            Question.WHO_STARTED,
            LaneData.Opened.class,
            o -> new LaneData.Opened(o.macro(), "ALL", o.host(), o.date(), o.consumes()));
    assertThat(against(answer)).contains("Authority level ALL, which no pack defines");
  }

  @Test
  void a_lane_of_before_the_ledger_was_not_started_in_it() {
    StreamId old = StreamId.lane("FIX7-P0", "06-dry-run-execution-readiness");
    List<Answer> answers = Questions.ofLane(DOSSIER, old);
    assertThat(computed(answers.getFirst())).contains("not started in this ledger");
    assertThat(said(answers.getFirst(), Statement.Kind.CLAIMED)).isNotEmpty();
    assertThat(answers)
        .filteredOn(a -> !a.answerable())
        .extracting(Answer::question)
        .contains(
            Question.WHAT_PERMITTED,
            Question.WHICH_DECISION,
            Question.WHICH_DOCUMENTS,
            Question.WHERE_ISOLATED,
            Question.WHAT_CHANGED,
            Question.HOW_STRONG,
            Question.WHICH_PROBES,
            Question.WHAT_OWNER_SAW,
            Question.WHO_REBUILT);
  }

  @Test
  void an_action_beyond_the_authority_is_told() {
    Answer answer =
        askChanged(
            Question.WHAT_PERMITTED,
            LaneData.StepExecuted.class,
            s -> s.step().equals("RX-2") ? Samples.step("CUTOVER") : s);
    assertThat(against(answer)).contains("not permitted: CUTOVER").contains("VERDICT");
  }

  @Test
  void a_delegation_that_no_owner_signed_is_told() {
    Fix7Ledger forged = new Fix7Ledger(data -> data, Ledgers.SECOND_KEY).runLane();
    Answer answer = ask(Question.WHICH_DECISION, forged);
    assertThat(against(answer)).contains("No owner key of owner-default verifies the signature");
    assertThat(computed(answer)).doesNotContain("Signature verified now");
  }

  @Test
  void a_token_that_nobody_decided_is_told() {
    Answer answer =
        askChanged(
            Question.WHICH_DECISION,
            ProgramData.Consumed.class,
            c -> new ProgramData.Consumed("AUTHORIZE_EVERYTHING", c.lane()));
    assertThat(against(answer))
        .contains("Nobody had selected or delegated that token")
        .contains("It did not hold");
  }

  @Test
  void a_pack_that_is_missing_is_told() {
    HeldLedger ledger = new HeldLedger(HONEST.ledger);
    ledger.blobs.remove(Ledgers.PACKS.getLast().sha256());
    assertThat(against(ask(Question.WHICH_RULES, dossier(ledger))))
        .contains("Pack lane-governance, SHA-256 ")
        .contains("is missing")
        .contains("Not all verdicts could be reached again");
  }

  @Test
  void a_validator_that_would_say_otherwise_is_told() {
    Answer answer = ask(Question.WHICH_RULES, BROKEN);
    assertThat(against(answer)).contains("gives another result than the lane's PASS");
  }

  private static LaneData.RollbackProven broken(LaneData.RollbackProven proof) {
    LaneData.RollbackProven bad = Samples.proof(Samples.A, Samples.B, Samples.C, null);
    return proof.entries().isEmpty() ? proof : bad;
  }

  @Test
  void documents_with_other_bytes_than_were_pinned_are_told() {
    Answer answer =
        askChanged(
            Question.WHICH_DOCUMENTS,
            LaneData.PreflightChecked.class,
            p ->
                Samples.preflight(
                    LaneData.Result.PASS,
                    new LaneData.ReadDocument("00-index.md", 116, 3, Samples.zero())));
    assertThat(against(answer))
        .contains("00-index.md, revision 116, 3 bytes")
        .contains("no pin has these bytes")
        .contains("do not pass: pins");
  }

  @Test
  void a_preflight_without_documents_does_not_pass_for_one() {
    Answer answer =
        askChanged(
            Question.WHICH_DOCUMENTS,
            LaneData.PreflightChecked.class,
            p -> new LaneData.PreflightChecked(List.of()));
    assertThat(computed(answer)).contains("compared no document");
    assertThat(against(answer)).contains("looked at no gate");
  }

  @Test
  void a_clone_that_is_the_source_is_told() {
    Answer answer =
        askChanged(
            Question.WHERE_ISOLATED,
            LaneData.TargetLocked.class,
            t ->
                new LaneData.TargetLocked(
                    t.selected(),
                    t.notSelected(),
                    t.notYetAvailable(),
                    t.acceptedKinds(),
                    new LaneData.Isolation(
                        "/tmp/x",
                        t.isolation().comparedWith(),
                        true,
                        false,
                        Samples.A,
                        Samples.B,
                        Samples.B,
                        Samples.A),
                    t.verdict()));
    assertThat(against(answer))
        .contains("Does not hold: real path and (device, inode) differ")
        .contains("Does not hold: the marker left the source as it was");
  }

  @Test
  void a_rollback_that_restored_something_else_is_told() {
    Answer answer = ask(Question.WHAT_CHANGED, BROKEN);
    assertThat(against(answer)).contains("not the expected " + Samples.A);
  }

  @Test
  void without_a_rollback_proof_nothing_is_said_to_be_restored() {
    Dossier without = changed(LaneData.RollbackProven.class, p -> null);
    assertThat(ask(Question.WHAT_CHANGED, without).answerable()).isFalse();
    assertThat(ask(Question.HOW_STRONG, without).answerable()).isFalse();
  }

  @Test
  void a_validator_without_a_failing_control_proves_nothing() {
    Answer answer =
        askChanged(
            Question.HOW_STRONG,
            LaneData.Validated.class,
            v ->
                new LaneData.Validated(
                    v.pack(),
                    v.packSha256(),
                    v.selftest(),
                    v.proof(),
                    v.proofCodes(),
                    new LaneData.Control("RB", LaneData.Result.PASS, List.of()),
                    v.outcome(),
                    null));
    assertThat(against(answer)).contains("its pass proves nothing");
    Answer without = askChanged(Question.HOW_STRONG, LaneData.Validated.class, v -> null);
    assertThat(against(without)).contains("No validator judged it");
  }

  @Test
  void without_probes_none_are_said_to_have_failed_closed() {
    Answer answer = askChanged(Question.WHICH_PROBES, LaneData.Probed.class, p -> null);
    assertThat(answer.answerable()).isFalse();
    assertThat(computed(answer)).contains("no bad input was tried, and no control");
  }

  @Test
  void a_control_that_was_not_allowed_voids_the_probes() {
    Answer answer =
        askChanged(
            Question.WHICH_PROBES,
            LaneData.Probed.class,
            p ->
                new LaneData.Probed(
                    p.probes(), new LaneData.ProbeControl("a good request", false, null)));
    assertThat(against(answer)).contains("not allowed, so the probes prove nothing");
  }

  @Test
  void a_control_that_stands_nowhere_voids_the_probes() {
    Answer answer =
        askChanged(
            Question.WHICH_PROBES,
            LaneData.Probed.class,
            p ->
                new LaneData.Probed(
                    p.probes(), new LaneData.ProbeControl("a good request", true, null)));
    assertThat(against(answer)).contains("no such event is there");
  }

  @Test
  void a_probe_whose_refusal_is_not_there_is_told() {
    Answer answer =
        askChanged(
            Question.WHICH_PROBES,
            LaneData.Probed.class,
            p -> Samples.probed(p.control().event(), "CODE", p.control().event()));
    assertThat(against(answer)).contains("said to be refused with CODE, but no refusal is there");
  }

  @Test
  void a_count_that_agrees_with_the_names_is_not_objected_to() {
    Answer answer =
        askChanged(
            Question.CLAIMED_AND_NAMED,
            LaneData.SurfacesAttested.class,
            s -> new LaneData.SurfacesAttested(s.surfaces().size(), s.surfaces()));
    assertThat(said(answer, Statement.Kind.AGAINST)).isEmpty();
    assertThat(computed(answer)).contains("12 claimed, 12 named");
  }

  @Test
  void a_result_that_is_stated_against_its_own_values_is_told() {
    assertThat(against(ask(Question.CLAIMED_AND_NAMED, BROKEN)))
        .contains("restored is stated as true, and its hashes say otherwise")
        .contains("Outcome READY does not follow");
  }

  @Test
  void ranges_that_overlap_are_told_with_both_owners() {
    Answer answer =
        askChanged(
            Question.WHICH_TICKETS,
            TicketData.Reserved.class,
            r -> new TicketData.Reserved(r.lane(), 480, 494, false));
    assertThat(against(answer)).contains("TKT-OBJ-480 to 484 lies in the ranges of two");
    assertThat(computed(answer)).doesNotContain("none overlap");
  }

  @Test
  void two_reservations_that_begin_alike_overlap() {
    Fix7Ledger twice = new Fix7Ledger().runLane();
    twice.ledger.force(
        Fix7Ledger.LANE,
        twice.tickets,
        EventType.TICKETS_RESERVED,
        new TicketData.Reserved("another", 485, 490, false));
    assertThat(against(ask(Question.WHICH_TICKETS, twice)))
        .contains("TKT-OBJ-485 to 490 lies in the ranges of two");
  }

  @Test
  void a_leg_that_was_not_discharged_stays_open() {
    Answer before = ask(Question.WHAT_BLOCKED, DOSSIER);
    Answer after = askChanged(Question.WHAT_BLOCKED, ProgramData.LegDischarged.class, d -> null);
    assertThat(computed(before)).doesNotContain("clone (LANE, SYNTHETIC_CLONE)");
    assertThat(computed(after)).contains("clone (LANE, SYNTHETIC_CLONE)");
  }

  @Test
  void an_owner_before_whom_no_packet_lay_is_told() {
    Answer answer =
        askChanged(Question.WHAT_OWNER_SAW, ProgramData.PacketPublished.class, p -> null);
    assertThat(computed(answer)).contains("No decision packet lay before the owner");
  }

  @Test
  void what_was_withdrawn_or_refused_since_is_told() {
    Fix7Ledger later = new Fix7Ledger().runLane();
    later.send("operator:default", later.tickets, new TicketData.Withdrawn(485, 494, "not needed"));
    later.ledger.sendKept(
        Fix7Ledger.LANE,
        later.ledger.draft(later.stream, EventType.LANE_STEP_EXECUTED, Samples.step(null)));
    Answer answer = ask(Question.WHAT_LAPSED, later);
    assertThat(computed(answer))
        .contains("Withdrawn: tickets 485 to 494")
        .contains("Refused: lane:default asked in " + later.stream)
        .contains("10 requests that the lane sent as probes");
    assertThat(computed(ask(Question.WHAT_LAPSED, DOSSIER))).doesNotContain("Withdrawn");
  }

  @Test
  void a_seal_over_another_packet_is_told() {
    Answer answer =
        askChanged(
            Question.WHO_REBUILT,
            LaneData.PacketSealed.class,
            s ->
                new LaneData.PacketSealed(
                    s.renderer(),
                    Samples.zero(),
                    s.files(),
                    s.proposedOutcome(),
                    s.proposedStatus()));
    assertThat(against(answer)).contains("but " + Samples.zero() + " was sealed");
    Answer without = askChanged(Question.WHO_REBUILT, LaneData.PacketSealed.class, s -> null);
    assertThat(without.answerable()).isFalse();
  }

  @Test
  void a_packet_is_rebuilt_only_by_another_with_the_same_tree_in_a_good_replay() {
    Fix7Ledger later = honest();
    later.send(
        "admin:default",
        StreamId.LEDGER,
        new LedgerData.PrincipalRegistered(
            "auditor:anna", "anna", Ledgers.spki(Ledgers.AUDITOR_KEY)));
    Hash tree = Objects.requireNonNull(DOSSIER.replay().lanes().getLast().packetTree());
    attest(later, Samples.zero(), "VERIFIED", Ledgers.AUDITOR_KEY);
    attest(later, tree, "GAPS", Ledgers.AUDITOR_KEY);
    assertThat(computed(ask(Question.WHO_REBUILT, later)))
        .contains("VERIFIED, with the tree " + Samples.zero())
        .contains("Does not count as rebuilt by another: auditor:anna (anna)")
        .contains("The ledger records nobody else who rebuilt it");

    attest(later, tree, "VERIFIED", Ledgers.AUDITOR_KEY);
    Answer rebuilt = ask(Question.WHO_REBUILT, later);
    assertThat(computed(rebuilt)).contains("Rebuilt by another: auditor:anna (anna)");
    assertThat(rebuilt.objects()).isFalse();

    attest(later, tree, "VERIFIED", Ledgers.SECOND_KEY);
    assertThat(against(ask(Question.WHO_REBUILT, later))).contains("not by the key registered");
  }

  /** An attestation over all that the honest ledger holds, kept whether or not it is allowed. */
  private static void attest(Fix7Ledger fix7, Hash tree, String outcome, KeyPair key) {
    VerificationReport head = DOSSIER.replay().bytes();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("size", head.size()).put("chain", head.chain().hex()).put("root", head.root().hex());
    data.put("outcome", outcome).put("person", "anna");
    data.putObject("packets")
        .putObject("FIX7-P0")
        .put(String.valueOf(fix7.stream.leaf()), tree.hex());
    fix7.ledger.force(
        "auditor:anna", fix7.ledger.signed(StreamId.LEDGER, EventType.REPLAY_ATTESTED, data, key));
  }

  @Test
  void a_tail_that_was_cut_off_is_told() {
    HeldLedger ledger = new HeldLedger(HONEST.ledger);
    ledger.shown = HONEST.ledger.events().size() - 2L;
    assertThat(against(ask(Question.WHAT_MISSING, dossier(ledger)))).contains("TRUNCATED");
  }

  @Test
  void what_no_checkpoint_covers_is_told_of_every_answer_that_rests_on_it() {
    HeldLedger ledger = new HeldLedger(HONEST.ledger);
    ledger.signed = HONEST.ledger.events().size() - 3L;
    Dossier dossier = dossier(ledger);
    assertThat(against(ask(Question.WHAT_MISSING, dossier))).contains("UNCOVERED");
    assertThat(against(ask(Question.WHO_REBUILT, dossier))).contains("covered by no checkpoint");
  }

  @Test
  void another_signature_under_the_checkpoint_is_believed_only_by_a_policy() {
    HeldLedger ledger = new HeldLedger(HONEST.ledger);
    ledger.others.add(Cosignature.sign("witness.example/w", new byte[32], ledger.signedText(), 1));
    Answer unknown = ask(Question.WHO_ELSE_SAW, dossier(ledger));
    assertThat(said(unknown, Statement.Kind.CLAIMED).getFirst()).contains("witness.example/w");
    Answer known = ask(Question.WHO_ELSE_SAW, Dossier.read(ledger, cosigned()));
    assertThat(computed(known)).contains("Cosigned by witnesses of the policy given: w1, verified");
    assertThat(computed(ask(Question.WHO_ELSE_SAW, DOSSIER))).startsWith("Nobody");
    Dossier bare = Dossier.read(new HeldLedger(HONEST.ledger), cosigned());
    assertThat(against(ask(Question.WHO_ELSE_SAW, bare))).contains("QUORUM");
  }

  /** Trusts the log, and asks for one witness. */
  private static Pins cosigned() {
    String witness = Cosignature.verifierKey("witness.example/w", new byte[32]).encode();
    return new Pins(
        HeldLedger.LOG_KEY.verifierKey(),
        TlogPolicy.parse("witness w1 " + witness + "\nquorum w1\n"),
        TimestampCheck.NONE);
  }

  @Test
  void a_timestamp_counts_only_if_a_trusted_authority_says_so() {
    HeldLedger ledger = new HeldLedger(HONEST.ledger);
    ledger.parts.put("timestamps/70.tsr", new byte[] {1});
    Pins trusting =
        new Pins(
            HeldLedger.LOG_KEY.verifierKey(),
            null,
            (token, digest) ->
                new TimestampCheck.Outcome.Good("2026-06-12T00:02:00Z", "an authority"));
    Answer good = ask(Question.BEFORE_WHEN, Dossier.read(ledger, trusting));
    assertThat(computed(good))
        .isEqualTo(
            "The first 70 entries existed before 2026-06-12T00:02:00Z, as an authority says;"
                + " verified now.");
    Answer unknown = ask(Question.BEFORE_WHEN, dossier(ledger));
    assertThat(unknown.answerable()).isFalse();
    assertThat(against(unknown)).contains("TIMESTAMP_UNKNOWN");
  }

  @Test
  void a_ledger_that_vouches_for_itself_is_told() {
    Dossier dossier = Dossier.read(new HeldLedger(HONEST.ledger), Pins.of(null));
    assertThat(against(ask(Question.NOT_COVERED, dossier))).contains("NO_PINNED_KEY");
    assertThat(against(ask(Question.NOT_COVERED, DOSSIER))).isEmpty();
  }

  @Test
  void without_a_timestamp_there_is_no_time_before_which_it_existed() {
    assertThat(ask(Question.BEFORE_WHEN, HONEST).answerable()).isFalse();
  }
}
