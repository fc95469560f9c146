package dev.laneledger.projections.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.rule.LedgerStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A lane that uses a selection, which binds what the owner decided on. */
final class SelectionAnswersTest {
  private static final StreamId P = StreamId.program("P");
  private static final StreamId L = StreamId.lane("P", "l");

  private final Ledgers ledger = new Ledgers();
  private int second;

  @BeforeEach
  void aProgramWithAPacket() {
    send("owner:default", P, EventType.PROGRAM_REGISTERED, registered());
    send("owner:default", P, EventType.PACKET_PUBLISHED, packet());
  }

  private static ProgramData.Registered registered() {
    return new ProgramData.Registered("P", "Test", null);
  }

  private static ProgramData.PacketPublished packet() {
    List<ProgramData.Option> options =
        List.of(new ProgramData.Option("HOLD", List.of()), new ProgramData.Option("GO", List.of()));
    return new ProgramData.PacketPublished("p", "HOLD", options, 1, null);
  }

  private static ProgramData.BlockerRaised blocker() {
    return new ProgramData.BlockerRaised(
        "B",
        "a proof",
        List.of(Role.LANE),
        List.of("X"),
        "prove it",
        List.of(new ProgramData.Leg("clone", Role.LANE, Strength.SYNTHETIC_CLONE, List.of())));
  }

  private void tick() {
    ledger.clock("2026-06-12T00:00:" + (10 + second++) + ".000Z");
  }

  private void send(String actor, StreamId stream, EventType type, EventData data) {
    tick();
    assertThat(ledger.code(actor, stream, type, data)).isEqualTo("ALLOW");
  }

  private void select(@Nullable String expires) {
    tick();
    List<Hash> leaves =
        ledger.events().stream()
            .map(e -> MerkleTree.leafHash(EventCodec.encode(e)))
            .collect(Collectors.toList());
    var state = ledger.program("P");
    ObjectNode row = Rows.of("", state.decisions().packets().get("p")).value();
    Hash policy = ((LedgerStream) ledger.stateOf(StreamId.LEDGER)).policy();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("packet", "p").put("option", "GO").put("reason", "safe enough");
    data.put("person", "owner-default");
    data.put("packetSha256", Hash.sha256(CanonicalJson.write(row)).hex());
    data.set(
        "binds",
        EventJson.toTree(
            new ProgramData.Binds(
                leaves.size(), MerkleTree.rootOf(leaves), state.blockersHash(), policy)));
    if (expires != null) {
      data.put("expires", expires);
    }
    assertThat(
            ledger.code(
                "owner:default",
                ledger.signed(P, EventType.DECISION_SELECTED, data, Ledgers.OWNER_KEY)))
        .isEqualTo("ALLOW");
  }

  private EventDraft[] opening() {
    tick();
    LaneData.Opened opened = Samples.opened("REHEARSAL_ONLY", "GO");
    return new EventDraft[] {
      ledger.draft(P, EventType.DECISION_CONSUMED, new ProgramData.Consumed("GO", "l")),
      ledger.draft(L, EventType.LANE_OPENED, opened)
    };
  }

  private String said(Question question, Statement.Kind kind) {
    Dossier dossier =
        Dossier.read(new HeldLedger(ledger), Pins.of(HeldLedger.LOG_KEY.verifierKey()));
    return Questions.ofLane(dossier, L).stream()
        .filter(a -> a.question() == question)
        .flatMap(a -> a.statements().stream())
        .filter(s -> s.kind() == kind)
        .map(Statement::text)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void a_selection_held_while_what_it_binds_was_so() {
    select("2026-07-01T00:00:00.000Z");
    assertThat(ledger.code("lane:default", opening())).isEqualTo("ALLOW");

    assertThat(said(Question.WHICH_DECISION, Statement.Kind.AGAINST)).isEmpty();
    assertThat(said(Question.WHICH_DECISION, Statement.Kind.COMPUTED))
        .contains("Signature verified now: owner-default signed")
        .contains("It still held when it was consumed: selected, to expire 2026-07-01")
        .contains("The blockers were still those that it binds");
    assertThat(said(Question.WHAT_OWNER_SAW, Statement.Kind.COMPUTED))
        .contains("The signature binds exactly that packet")
        .contains("The signature binds exactly those blockers");
    assertThat(said(Question.WHAT_OWNER_SAW, Statement.Kind.CLAIMED)).contains("safe enough");
  }

  @Test
  void a_selection_that_lapsed_before_it_was_consumed_did_not_hold() {
    select(null);
    send("owner:default", P, EventType.BLOCKER_RAISED, blocker());
    for (EventDraft draft : opening()) {
      ledger.force("lane:default", draft);
    }

    assertThat(said(Question.WHICH_DECISION, Statement.Kind.AGAINST))
        .contains("It did not hold when it was consumed");
    assertThat(said(Question.WHAT_LAPSED, Statement.Kind.COMPUTED))
        .contains("The selection of p stands as lapsed: the blockers changed");
  }

  @Test
  void a_selection_that_expired_before_it_was_consumed_did_not_hold() {
    select("2026-06-12T00:00:30.000Z");
    ledger.clock("2026-06-12T00:01:00.000Z");
    second = 49;
    for (EventDraft draft : opening()) {
      ledger.force("lane:default", draft);
    }

    assertThat(said(Question.WHICH_DECISION, Statement.Kind.AGAINST))
        .contains("It did not hold when it was consumed");
    assertThat(said(Question.WHAT_LAPSED, Statement.Kind.COMPUTED))
        .contains("The selection of p has expired, 2026-06-12T00:00:30.000Z");
  }
}
