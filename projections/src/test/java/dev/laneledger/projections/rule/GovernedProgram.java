package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.Samples;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A program with a blocker, a packet and tickets, and what tests of its rules send. Each rule is
 * tested where somebody would break it, with the code that stops it.
 */
abstract class GovernedProgram {
  static final String OWNER = "owner:default";
  static final String LANE = "lane:default";
  static final String OTHER = "lane:other";
  static final String OPERATOR = "operator:default";
  static final String ADMIN = "admin:default";
  static final StreamId P = StreamId.program("P");
  static final StreamId T = StreamId.tickets("P", "TKT");
  static final StreamId L1 = StreamId.lane("P", "l1");
  static final String NEVER = "2027-01-01T00:00:00.000Z";

  final Ledgers ledger = new Ledgers();

  @BeforeEach
  void aProgramWithABlockerAndTwoLanePrincipals() {
    principal(OTHER, "lane-other");
    allow(OWNER, P, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "Test", words()));
    allow(OWNER, P, EventType.BLOCKER_RAISED, blocker("B"));
    allow(OPERATOR, T, EventType.TICKETS_REGISTERED, history("TKT"));
    publish("p1", option("GO"), option("WAIT"), option("EXECUTE", input("dump")));
  }

  static ProgramData.Vocabulary words() {
    return new ProgramData.Vocabulary(
        List.of("REAL_RUN", "CI_DEPLOY"), List.of("OPT_4", "REAL_RUN"), List.of("REAL_RUN"));
  }

  static ProgramData.BlockerRaised blocker(String id) {
    return new ProgramData.BlockerRaised(
        id,
        "a proof",
        List.of(Role.LANE),
        List.of("REAL_RUN"),
        "prove it",
        List.of(
            new ProgramData.Leg("clone", Role.LANE, Strength.SYNTHETIC_CLONE, List.of()),
            new ProgramData.Leg("classification", Role.LANE, Strength.ANALYSIS, List.of()),
            new ProgramData.Leg("production", Role.LANE, Strength.PRODUCTION, List.of())));
  }

  static TicketData.Registered history(String prefix) {
    return new TicketData.Registered(
        prefix,
        List.of(new TicketData.PastRange(1, 304, "x", TicketData.State.APPLIED, null, null)),
        List.of());
  }

  static Requirement input(String name) {
    return new Requirement(null, null, null, name, null);
  }

  static ProgramData.Option option(String token, Requirement... requires) {
    return new ProgramData.Option(token, List.of(requires));
  }

  void publish(String id, ProgramData.Option... options) {
    allow(OWNER, P, EventType.PACKET_PUBLISHED, packet(id, "HOLD", options));
  }

  static ProgramData.PacketPublished packet(
      String id, String byDefault, ProgramData.Option... options) {
    List<ProgramData.Option> all = new java.util.ArrayList<>(List.of(options));
    all.add(option(byDefault));
    return new ProgramData.PacketPublished(id, byDefault, all, 1, null);
  }

  void principal(String principal, String person) {
    allow(
        ADMIN,
        StreamId.LEDGER,
        EventType.PRINCIPAL_REGISTERED,
        new LedgerData.PrincipalRegistered(principal, person));
  }

  String code(String actor, StreamId stream, EventType type, EventData data) {
    return ledger.code(actor, stream, type, data);
  }

  void allow(String actor, StreamId stream, EventType type, EventData data) {
    assertThat(code(actor, stream, type, data)).isEqualTo("ALLOW");
  }

  void allowInLane(EventType type, EventData data) {
    allow(LANE, L1, type, data);
  }

  String delegate(String token, @Nullable String expires) {
    return ledger.code(OWNER, delegation(token, expires, "owner-default", Ledgers.OWNER_KEY));
  }

  EventDraft delegation(String token, @Nullable String expires, String person, KeyPair key) {
    return delegation(token, expires, person, key, "GPT");
  }

  EventDraft delegation(
      String token, @Nullable String expires, String person, KeyPair key, String through) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("token", token).put("through", through).put("person", person).put("reason", "r");
    return ledger.signed(
        P,
        EventType.DECISION_DELEGATED,
        expires == null ? data : data.put("expires", expires),
        key);
  }

  String select(String packet, String option, @Nullable String expires) {
    return select(packet, option, expires, null, null);
  }

  /** Selects, resting on that lane's packet. */
  String select(
      String packet,
      String option,
      @Nullable String expires,
      @Nullable String lane,
      @Nullable Hash tree) {
    var state = ledger.program("P");
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("packet", packet).put("option", option).put("reason", "r");
    data.put("packetSha256", sha256(state.decisions().packets().get(packet)));
    data.put("person", "owner-default");
    Hash policy = ((LedgerStream) ledger.stateOf(StreamId.LEDGER)).policy();
    data.set(
        "binds",
        EventJson.toTree(
            new ProgramData.Binds(1, Samples.zero(), state.blockersHash(), tree, lane, policy)));
    return ledger.code(
        OWNER,
        ledger.signed(
            P,
            EventType.DECISION_SELECTED,
            expires == null ? data : data.put("expires", expires),
            Ledgers.OWNER_KEY));
  }

  static String sha256(Record packet) {
    return Hash.sha256(CanonicalJson.write(Rows.of("", packet).value())).hex();
  }

  EventDraft consumed(String token, String lane) {
    return ledger.draft(P, EventType.DECISION_CONSUMED, new ProgramData.Consumed(token, lane));
  }

  EventDraft opened(String token, String lane) {
    return ledger.draft(
        StreamId.lane("P", lane), EventType.LANE_OPENED, Samples.opened("REHEARSAL_ONLY", token));
  }

  String open(String actor, String token, String lane) {
    return ledger.code(actor, consumed(token, lane), opened(token, lane));
  }

  void laneRuns() {
    assertThat(delegate("LANE_ONE", null)).isEqualTo("ALLOW");
    assertThat(open(LANE, "LANE_ONE", "l1")).isEqualTo("ALLOW");
  }

  void laneIsProven() {
    laneRuns();
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS));
    theRollbackIsProven();
  }

  private void theRollbackIsProven() {
    allowInLane(EventType.LANE_TARGET_LOCKED, Samples.lock());
    allowInLane(EventType.LANE_STEP_EXECUTED, Samples.step(null));
    allowInLane(EventType.LANE_ROLLBACK_PROVEN, Samples.proof());
    allowInLane(EventType.LANE_VALIDATED, Samples.validated(Samples.proof()));
  }

  /** After the preflight: everything else up to the seal. */
  void laneIsReady() {
    theRollbackIsProven();
    ledger.sendKept(LANE, ledger.draft(L1, EventType.LANE_STEP_EXECUTED, Samples.step("REAL_RUN")));
    allowInLane(
        EventType.LANE_PROBED, Samples.probed(at(6), "ACTION_NOT_AUTHORIZED_FOR_LANE", at(3)));
    allowInLane(EventType.LANE_SURFACES_ATTESTED, Samples.attested());
    allowInLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(2)));
  }

  String discharge(String actor, String leg, Strength strength, EventRef... evidence) {
    return code(
        actor,
        P,
        EventType.LEG_DISCHARGED,
        new ProgramData.LegDischarged("B", leg, strength, List.of(evidence), null));
  }

  static EventRef at(long streamseq) {
    return new EventRef(L1, streamseq);
  }

  String seal(Outcome outcome, LaneData.ReadDocument... documents) {
    return code(
        LANE,
        L1,
        EventType.LANE_PACKET_SEALED,
        Samples.sealed(ledger.packet(L1), outcome, "DONE", documents));
  }

  static RulePack pack(String id) {
    return Ledgers.PACKS.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  /** The shipped lane-governance as version 2, with each first text replaced by the second. */
  static RulePack laneGovernance(String... replacements) {
    String yaml = new String(pack("lane-governance").bytes(), StandardCharsets.UTF_8);
    yaml = yaml.replace("version: 1", "version: 2");
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(yaml).contains(replacements[i]);
      yaml = yaml.replace(replacements[i], replacements[i + 1]);
    }
    return RulePack.load(yaml.getBytes(StandardCharsets.UTF_8));
  }

  void adopt(RulePack pack) {
    ledger.put(pack);
    assertThat(adopt(OWNER, pack.id(), pack.sha256(), pack(pack.id()).sha256())).isEqualTo("ALLOW");
  }

  String adopt(String actor, String name, Hash sha256, @Nullable Hash supersedes) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("pack", name).put("sha256", sha256.hex()).put("reason", "r");
    data.put("person", "owner-default");
    return ledger.code(
        actor,
        ledger.signed(
            StreamId.LEDGER,
            EventType.POLICY_ADOPTED,
            supersedes == null ? data : data.put("supersedes", supersedes.hex()),
            Ledgers.OWNER_KEY));
  }
}
