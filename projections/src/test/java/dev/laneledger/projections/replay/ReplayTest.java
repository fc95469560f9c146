package dev.laneledger.projections.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.rule.Verdict.Allowed;
import dev.laneledger.projections.rule.Verdict.Denied;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class ReplayTest {
  private static final String OWNER = "owner:default";
  private static final String OPERATOR = "operator:default";
  private static final StreamId P = StreamId.program("P");
  private static final StreamId T = StreamId.tickets("P", "TKT");
  private static final StreamId L = StreamId.lane("P", "old");
  private static final Hash OTHER = Hash.sha256(new byte[] {7});

  private final SignedLedger ledger = new SignedLedger();

  @BeforeEach
  void aProgramWithABlockerTicketsAndAnImportedLane() {
    allow(OWNER, P, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "Test", null));
    allow(OWNER, P, EventType.BLOCKER_RAISED, blocker("B"));
    allow(
        OPERATOR,
        T,
        EventType.TICKETS_REGISTERED,
        new TicketData.Registered(
            "TKT",
            List.of(
                new TicketData.PastRange(1, 304, "before", TicketData.State.APPLIED, null, null)),
            List.of()));
    ledger.ledger.clock("2026-06-12T00:00:01.000Z");
    allow(
        OPERATOR,
        L,
        EventType.LANE_IMPORTED,
        new LaneData.Imported("Old", null, null, "2026-06-01", null, null, null, null));
    assertThat(ledger.send("lane:default", P, EventType.BLOCKER_RAISED, blocker("C")))
        .isInstanceOf(Denied.class);
    ledger.attest(ledger.states("P"));
  }

  private static ProgramData.BlockerRaised blocker(String id) {
    return new ProgramData.BlockerRaised(
        id,
        "a proof",
        List.of(Role.OPERATOR),
        List.of("PRODUCTION"),
        "prove it",
        List.of(new ProgramData.Leg("clone", Role.LANE, Strength.SYNTHETIC_CLONE, List.of())));
  }

  private void allow(String actor, StreamId stream, EventType type, EventData data) {
    assertThat(ledger.send(actor, stream, type, data)).isInstanceOf(Allowed.class);
  }

  private long last() {
    return ledger.ledger.events().size() - 1L;
  }

  /** The only finding of a replay; it is of that rule and about the last entry. */
  private Finding only(String kind) {
    List<Finding> findings = ledger.replay().findings();
    assertThat(findings)
        .extracting(f -> f.kind() + " " + f.seq())
        .containsExactly(kind + " " + last());
    return findings.getFirst();
  }

  @Test
  void a_replay_reaches_the_live_states_verdicts_and_attestations() {
    ReplayReport report = ledger.replay();

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.decided()).isEqualTo(4);
    assertThat(report.refusals()).isEqualTo(1);
    assertThat(report.attestations()).isEqualTo(1);
    assertThat(report.attestedSize()).isEqualTo(last());
    assertThat(report.states()).isEqualTo(ledger.states("P"));
    assertThat(report.lanes()).extracting(ReplayReport.LaneResult::lane).containsExactly(L);
    assertThat(report.lanes().getFirst().report()).isNotNull();
  }

  @Test
  void an_appended_event_that_the_rules_deny_is_named_with_the_code() {
    ledger.ledger.force("lane:default", P, EventType.BLOCKER_RAISED, blocker("C"));

    assertThat(only("VERDICT").actual()).startsWith("TYPE_NOT_ALLOWED at /0");
  }

  @Test
  void the_event_at_fault_is_named_within_its_batch() {
    ledger.ledger.clock("2026-06-12T00:00:02.000Z");
    allow(OWNER, P, EventType.BLOCKER_RAISED, blocker("D"));
    ledger.ledger.force(
        OWNER, P, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "again", null));

    assertThat(only("VERDICT").actual()).startsWith("STREAM_ALREADY_OPEN at /1");
  }

  @Test
  void a_wrong_attested_hash_is_found_with_both_sides() {
    SortedMap<String, Hash> wrong = new TreeMap<>(ledger.states("P").get("P"));
    Hash right = wrong.put("blockers.v1", OTHER);
    ledger.attest(new TreeMap<>(Map.of("P", wrong)));

    Finding finding = only("STATE");
    assertThat(finding.subject()).isEqualTo("P blockers.v1");
    assertThat(finding.expected()).isEqualTo(OTHER.hex());
    assertThat(finding.actual()).isEqualTo(String.valueOf(right));
  }

  @Test
  void an_attestation_may_not_leave_a_changed_program_out() {
    ledger.ledger.clock("2026-06-12T00:00:02.000Z");
    allow(OWNER, P, EventType.BLOCKER_RAISED, blocker("D"));
    ledger.attest(new TreeMap<>());

    assertThat(only("STATE").subject()).isEqualTo("P");
  }

  @Test
  void an_attestation_of_nothing_new_may_be_empty() {
    ledger.attest(new TreeMap<>());
    assertThat(ledger.replay().findings()).isEmpty();
  }

  @Test
  void a_replay_that_an_auditor_attests_must_have_reached_the_same_states() {
    auditorIsRegistered();
    replayAttested("VERIFIED", ledger.states("P"));
    assertThat(ledger.replay().findings()).isEmpty();

    SortedMap<String, Hash> wrong = new TreeMap<>(ledger.states("P").get("P"));
    Hash right = wrong.put("tickets.v1", OTHER);
    replayAttested("GAPS", new TreeMap<>(Map.of("P", wrong)));

    Finding finding = only("REPLAY");
    assertThat(finding.subject()).isEqualTo("P tickets.v1");
    assertThat(finding.expected()).isEqualTo(OTHER.hex());
    assertThat(finding.actual()).isEqualTo(String.valueOf(right));
    assertThat(ledger.replay().verdict()).isEqualTo(Verdict.TAMPERED);
  }

  @Test
  void an_auditor_s_states_are_those_of_every_program_after_so_many_entries() {
    auditorIsRegistered();
    replayAttested("VERIFIED", new TreeMap<>());
    SortedMap<String, SortedMap<String, Hash>> more = ledger.states("P");
    more.put("Q", more.get("P"));
    replayAttested("VERIFIED", more);

    List<Finding> findings = ledger.replay().findings();
    assertThat(findings)
        .extracting(f -> f.kind() + " " + f.seq() + " " + f.subject().charAt(0))
        .containsOnly("REPLAY " + (last() - 1) + " P", "REPLAY " + last() + " Q");
  }

  @Test
  void what_an_auditor_found_to_differ_or_did_not_state_is_not_compared() {
    auditorIsRegistered();
    replayAttested("TAMPERED", new TreeMap<>(Map.of("P", new TreeMap<>())));
    replayAttested("VERIFIED", null);

    assertThat(ledger.replay().findings()).isEmpty();
  }

  private void auditorIsRegistered() {
    allow(
        "admin:default",
        StreamId.LEDGER,
        EventType.PRINCIPAL_REGISTERED,
        new LedgerData.PrincipalRegistered(
            "auditor:anna", "anna", Ledgers.spki(Ledgers.AUDITOR_KEY)));
  }

  private void replayAttested(
      String outcome, @Nullable SortedMap<String, SortedMap<String, Hash>> states) {
    replayAttested(ledger.replay(), outcome, states);
  }

  /** Signed by the auditor, of what the replay covered. */
  private void replayAttested(
      ReplayReport replay,
      String outcome,
      @Nullable SortedMap<String, SortedMap<String, Hash>> states) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("size", replay.bytes().size()).put("chain", replay.bytes().chain().hex());
    data.put("root", replay.bytes().root().hex()).put("outcome", outcome).put("person", "anna");
    data.putObject("packets");
    if (states != null) {
      data.set("states", EventJson.toTree(states));
    }
    EventDraft draft =
        ledger.ledger.signed(StreamId.LEDGER, EventType.REPLAY_ATTESTED, data, Ledgers.AUDITOR_KEY);
    assertThat(ledger.send("auditor:anna", draft)).isInstanceOf(Allowed.class);
  }

  @Test
  void an_attestation_of_the_future_is_wrong() {
    ledger.own(
        StreamId.ATTESTATIONS,
        EventType.STATE_ATTESTED,
        new LedgerData.StateAttested(1_000, OTHER, new TreeMap<>()));
    assertThat(only("STATE").subject()).isEqualTo("size");
  }

  @Test
  void a_refusal_for_another_reason_than_the_rules_give_is_found() {
    EventDraft draft = ledger.ledger.draft(P, EventType.BLOCKER_RAISED, blocker("C"));
    Denied denied = (Denied) ledger.ledger.send("lane:default", draft);
    ledger.refuse("SOMETHING_ELSE", denied, "lane:default", draft);

    assertThat(only("REFUSAL").expected()).startsWith("SOMETHING_ELSE");
  }

  @Test
  void a_refusal_of_what_the_rules_allow_is_found() {
    EventDraft bad = ledger.ledger.draft(P, EventType.BLOCKER_RAISED, blocker("C"));
    Denied denied = (Denied) ledger.ledger.send("lane:default", bad);
    EventDraft good = ledger.ledger.draft(P, EventType.BLOCKER_RAISED, blocker("C"));
    ledger.refuse(denied.code(), denied, OWNER, good);

    assertThat(only("REFUSAL").actual()).isEqualTo("allowed");
  }

  @Test
  void the_ledger_itself_may_not_act_for_a_principal() {
    ledger.own(P, EventType.BLOCKER_RAISED, blocker("C"));
    ledger.own(
        StreamId.LEDGER,
        EventType.PRINCIPAL_REGISTERED,
        new LedgerData.PrincipalRegistered("owner:mallory", "mallory"));
    assertThat(ledger.replay().findings())
        .extracting(Finding::kind)
        .containsExactly("LEDGER_ACT", "LEDGER_ACT");
  }

  @Test
  void a_program_that_no_attestation_states_is_a_gap_as_nothing_was_compared() {
    SignedLedger silent = new SignedLedger();
    StreamId q = StreamId.program("Q");
    silent.send(OWNER, q, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("Q", "q", null));
    assertThat(silent.replay().findings()).as("no rows, nothing to attest").isEmpty();
    long first = silent.ledger.events().size() - 1L;
    silent.send(OWNER, q, EventType.BLOCKER_RAISED, blocker("A"));

    ReplayReport report = silent.replay();
    assertThat(report.verdict()).isEqualTo(Verdict.GAPS);
    assertThat(report.findings())
        .containsExactly(
            new Finding.Gap(
                GapKind.STATE_UNATTESTED, first, "Q", "an attestation of its state", "never"));
    silent.attest(silent.states("Q"));
    assertThat(silent.replay().findings()).isEmpty();
    silent.send(OWNER, q, EventType.BLOCKER_RAISED, blocker("B"));
    assertThat(silent.replay().findings()).as("it waits for its attestation").isEmpty();
  }

  @Test
  void without_a_pack_its_verdicts_are_a_gap() {
    Hash pack = ledger.blobs.keySet().iterator().next();
    ledger.blobs.remove(pack);

    ReplayReport report = ledger.replay();
    assertThat(report.verdict()).isEqualTo(Verdict.GAPS);
    assertThat(report.findings()).extracting(Finding::kind).contains("VERDICT_UNKNOWN");
  }

  @Test
  void a_pack_whose_bytes_were_altered_is_not_used() {
    Hash pack = ledger.blobs.keySet().iterator().next();
    ledger.blobs.put(pack, new byte[] {1});

    ReplayReport report = ledger.replay();
    assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(report.findings()).extracting(Finding::kind).contains("BLOB", "VERDICT_UNKNOWN");
  }

  @Test
  void a_sealed_packet_must_be_what_the_events_give() {
    ledger.ledger.force(
        "lane:default",
        L,
        EventType.LANE_PACKET_SEALED,
        new LaneData.PacketSealed("packet.v1", OTHER, 1, LaneData.Outcome.READY, "S"));

    List<Finding> packet = ofPacket(ledger.replay());
    assertThat(packet).extracting(Finding::seq).containsOnly(last());
    assertThat(packet).extracting(Finding::expected).containsExactly(OTHER.hex(), "1");

    SignedLedger honest = new SignedLedger();
    ledger.ledger.events().stream()
        .skip(honest.ledger.events().size())
        .limit(ledger.ledger.events().size() - honest.ledger.events().size() - 1L)
        .forEach(e -> honest.ledger.force(e.actor(), e.source(), e.type(), e.payload()));
    honest.ledger.force(
        "lane:default",
        L,
        EventType.LANE_PACKET_SEALED,
        new LaneData.PacketSealed(
            "packet.v1",
            Hash.fromHex(packet.get(0).actual()),
            Long.parseLong(packet.get(1).actual()),
            LaneData.Outcome.READY,
            "S"));
    assertThat(ofPacket(honest.replay())).isEmpty();
    assertThat(kinds(honest.replay())).contains("LANE_UNPROBED");
    honest.ledger.force(
        "lane:default",
        L,
        EventType.LANE_PROBED,
        new LaneData.Probed(List.of(), new LaneData.ProbeControl("good", true, null)));
    reseal(honest);
    assertThat(kinds(honest.replay())).filteredOn("LANE_UNPROBED"::equals).hasSize(2);
    LaneData.Probe probe = new LaneData.Probe("p", "bad", true, "CODE", null);
    honest.ledger.force(
        "lane:default",
        L,
        EventType.LANE_PROBED,
        new LaneData.Probed(List.of(probe), new LaneData.ProbeControl("good", true, null)));
    reseal(honest);
    assertThat(kinds(honest.replay())).filteredOn("LANE_UNPROBED"::equals).hasSize(2);
  }

  private static void reseal(SignedLedger ledger) {
    ledger.ledger.force(
        "lane:default",
        L,
        EventType.LANE_PACKET_SEALED,
        new LaneData.PacketSealed("packet.v1", OTHER, 1, LaneData.Outcome.READY, "S"));
  }

  private static List<String> kinds(ReplayReport report) {
    return report.findings().stream().map(Finding::kind).toList();
  }

  private static List<Finding> ofPacket(ReplayReport report) {
    return report.findings().stream().filter(f -> f.kind().equals("PACKET")).toList();
  }

  @Test
  void a_replay_ends_alike_in_every_locale_and_time_zone() {
    ReplayReport here = ledger.replay();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(ledger.replay()).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
