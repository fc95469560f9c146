package dev.laneledger.projections.rule;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventRefusedException;
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
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.rule.Books.LaneBook;
import dev.laneledger.projections.rule.Books.LegBook;
import dev.laneledger.projections.rule.Books.ProgramBook;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Draws batches that carry a ledger on, and spoils about half of them: another sender, another
 * stream, a field changed and signed again or not, events left out, doubled, swapped or added. It
 * reads the oracle's books to know what would make sense.
 */
final class Attacker {
  /** A batch and who sends it. */
  record Attempt(String actor, List<EventDraft> batch) {}

  static final Map<String, KeyPair> KEYS =
      Map.of("owner-default", Ledgers.OWNER_KEY, "owner-second", Ledgers.SECOND_KEY);
  private static final List<String> PRINCIPALS =
      List.of(
          "lane:default",
          "lane:other",
          "lane:owned",
          "lane:ghost",
          "operator:default",
          "owner:default",
          "owner:second",
          "owner:evil",
          "auditor:default",
          "admin:default");
  private static final List<String> PROGRAMS = List.of("P", "Q");
  private static final List<String> LANES = List.of("l0", "l1", "l2", "l3", "l4", "l5");
  private static final List<String> TOKENS =
      List.of("GO", "GO", "GO", "EXECUTE", "EXECUTE", "FOLD", "HOLD", "HOLD_IT");
  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "HOLD",
          "HOLDING_BACK_NOTHING",
          "GO",
          "EXECUTE",
          "REAL_RUN",
          "CI_DEPLOY",
          "l0",
          "l1",
          "DOCUMENT_LINE_ENDS",
          "B0",
          "B1",
          "clone",
          "production",
          "d0",
          "X_PRODUCTION_PASS",
          "all is GRANTED_NOT, but REAL_RUN_AUTHORIZED.",
          "UNKNOWN",
          "KNOWN_LOW",
          "PASS",
          "FAIL",
          "READY",
          "APPLIED",
          "STOPPED",
          "REJECTED",
          "READY_NOT_APPLIED",
          "PRODUCTION",
          "ANALYSIS",
          "SYNTHETIC_CLONE",
          "LANE",
          "OWNER",
          "../x",
          "pg",
          "owner-default",
          "owner-second",
          "owner:second",
          "lane:owned",
          "/programs/Q",
          "/programs/P/lanes/l0",
          "2026-06-12T00:00:00.010Z",
          "ABSENT",
          "a".repeat(64),
          "c".repeat(64),
          "0".repeat(64));

  private final Random random;
  private final Ledgers ledger;
  private final Books books;
  private long ids;

  Attacker(Random random, Ledgers ledger, Books books) {
    this.random = random;
    this.ledger = ledger;
    this.books = books;
  }

  /** The next attempt, plausible or spoiled; null where spoiling left nothing that can be read. */
  @Nullable Attempt next() {
    Attempt plausible = plausible();
    return random.nextInt(100) < 65 ? plausible : spoil(plausible);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean odds(int percent) {
    return random.nextInt(100) < percent;
  }

  // ---- what would make sense

  private Attempt plausible() {
    String id = odds(90) ? "P" : "Q";
    ProgramBook p = books.program(id);
    StreamId stream = StreamId.program(id);
    if (p.last < 0) {
      ProgramData.Vocabulary words =
          new ProgramData.Vocabulary(
              List.of("REAL_RUN", "CI_DEPLOY"), List.of("OPT_4", "REAL_RUN"), List.of("REAL_RUN"));
      return one(owner(), stream, new ProgramData.Registered(id, "t", odds(80) ? words : null));
    }
    List<String> running =
        p.lanes.entrySet().stream()
            .filter(e -> e.getValue().runs())
            .map(Map.Entry::getKey)
            .toList();
    if (!running.isEmpty() && odds(80)) {
      String lane = any(running);
      return lane(id, p, lane, p.lanes.get(lane));
    }
    return program(id, p, stream);
  }

  private String owner() {
    return odds(80) ? "owner:default" : "owner:second";
  }

  private Attempt program(String id, ProgramBook p, StreamId stream) {
    return switch (random.nextInt(16)) {
      case 0 -> one(owner(), stream, blocker());
      case 1 -> one(owner(), stream, packet());
      case 2 -> p.packets.isEmpty() ? one(owner(), stream, packet()) : selection(id, p, stream);
      case 3 -> delegation(stream);
      case 4, 5, 6, 7, 8 -> opening(id, p, stream);
      case 9 -> grant(stream, p);
      case 10 -> one("operator:default", stream, pin(p));
      case 11, 12 -> tickets(id, p);
      case 13 -> leg(stream, p);
      case 14 -> history(id, stream);
      default -> ledgers();
    };
  }

  private ProgramData.BlockerRaised blocker() {
    List<Requirement> requires =
        odds(50)
            ? List.of()
            : List.of(
                any(
                    List.of(
                        new Requirement("OPT_4", null, null, null, null),
                        new Requirement(
                            null, new Requirement.LegRef("B0", "clone"), null, null, null),
                        new Requirement(null, null, "B1", null, null),
                        new Requirement(null, null, null, "dump", null))));
    return new ProgramData.BlockerRaised(
        "B" + random.nextInt(4),
        "s",
        List.of(Role.LANE),
        List.of("REAL_RUN"),
        "n",
        List.of(
            new ProgramData.Leg("clone", Role.LANE, Strength.SYNTHETIC_CLONE, List.of()),
            new ProgramData.Leg("classification", Role.LANE, Strength.ANALYSIS, requires),
            new ProgramData.Leg("grant", Role.OWNER, Strength.GRANT, requires),
            new ProgramData.Leg("dump", Role.OPERATOR, Strength.INPUT, List.of()),
            new ProgramData.Leg(
                "real", any(List.of(Role.LANE, Role.OPERATOR)), Strength.PRODUCTION, requires)));
  }

  private ProgramData.PacketPublished packet() {
    List<Requirement> needs =
        any(
            List.of(
                List.of(),
                List.of(new Requirement(null, null, null, null, true)),
                List.of(new Requirement(null, null, null, "dump", null))));
    return new ProgramData.PacketPublished(
        "p" + random.nextInt(60),
        any(List.of("HOLD", "HOLD_IT")),
        List.of(
            new ProgramData.Option("HOLD", List.of()),
            new ProgramData.Option("HOLD_IT", List.of()),
            new ProgramData.Option("GO", List.of()),
            new ProgramData.Option("EXECUTE", needs)),
        1,
        null);
  }

  private Attempt selection(String id, ProgramBook p, StreamId stream) {
    ProgramState state = ledger.program(id);
    ProgramData.PacketPublished packet = odds(85) ? p.packets.getLast() : any(p.packets);
    Hash policy = ((LedgerStream) ledger.stateOf(StreamId.LEDGER)).policy();
    Hash blockers = odds(90) ? state.blockersHash() : Samples.zero();
    String bound = odds(70) ? null : any(LANES);
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("packet", packet.packet());
    data.put(
        "packetSha256",
        Hash.sha256(
                CanonicalJson.write(
                    Rows.of("", state.decisions().packets().get(packet.packet())).value()))
            .hex());
    data.put("option", any(TOKENS)).put("reason", "r");
    data.set(
        "binds",
        EventJson.toTree(
            bound == null
                ? new ProgramData.Binds(1, Samples.zero(), blockers, policy)
                : new ProgramData.Binds(
                    1, Samples.zero(), blockers, p.tree(bound), bound, policy)));
    return act(stream, EventType.DECISION_SELECTED, expiring(data));
  }

  private ObjectNode expiring(ObjectNode data) {
    return odds(70)
        ? data
        : data.put("expires", "2026-06-12T00:00:00.0%02dZ".formatted(random.nextInt(60)));
  }

  private Attempt delegation(StreamId stream) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("token", any(TOKENS)).put("reason", "r");
    data.put("through", any(List.of("GPT", "GPT", "lane:default", "lane:other", "lane:nobody")));
    return act(stream, EventType.DECISION_DELEGATED, expiring(data));
  }

  private Attempt grant(StreamId stream, ProgramBook p) {
    String action = any(List.of("OPT_4", "REAL_RUN"));
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("action", action).put("reason", "r");
    boolean granted = p.grants.getOrDefault(action, false);
    return act(stream, granted ? EventType.GRANT_REVOKED : EventType.GRANT_ISSUED, data);
  }

  /** An owner's act, sent and signed by the same owner. */
  private Attempt act(StreamId stream, EventType type, ObjectNode data) {
    String owner = owner();
    String person = owner.replace(':', '-');
    data.put("person", person);
    return new Attempt(owner, List.of(sign(stream, type, data, person)));
  }

  private EventDraft sign(StreamId stream, EventType type, ObjectNode data, String person) {
    EventDraft draft = Ledgers.signed("s-" + ids++, stream, type, data, KEYS.get(person));
    books.signatures.put(
        draft.id(), new Books.Signed(person, stream.path(), Books.unsigned(draft)));
    return draft;
  }

  private Attempt opening(String id, ProgramBook p, StreamId stream) {
    String lane = "l" + (odds(80) ? p.consumedFor.size() : random.nextInt(6));
    String actor = any(List.of("lane:default", "lane:default", "lane:other", "lane:owned"));
    List<String> standing =
        TOKENS.stream()
            .filter(t -> !t.startsWith("HOLD"))
            .filter(t -> DecisionOracle.standing(p, t, ledger.now(), actor) != null)
            .toList();
    if (standing.isEmpty() && odds(80)) {
      return delegation(stream);
    }
    String token = standing.isEmpty() ? any(TOKENS) : any(standing);
    return new Attempt(
        actor,
        List.of(
            draft(stream, new ProgramData.Consumed(token, lane)),
            draft(
                StreamId.lane(id, lane),
                Samples.opened(any(List.of("REHEARSAL_ONLY", "ANALYSIS_ONLY")), token))));
  }

  private ProgramData.DocumentPinned pin(ProgramBook p) {
    String path = "d" + random.nextInt(3);
    ProgramData.DocumentPinned old = p.pins.get(path);
    Hash content = odds(50) ? Hash.fromHex("c".repeat(64)) : Samples.zero();
    return new ProgramData.DocumentPinned(
        path,
        old == null ? 1 : old.storeRevision() + 1,
        null,
        3,
        content,
        odds(30) ? "dump" : null,
        null);
  }

  private Attempt tickets(String id, ProgramBook p) {
    StreamId stream = StreamId.tickets(id, any(List.of("T", "U")));
    String prefix = String.valueOf(stream.leaf());
    List<long[]> ranges = p.tickets.get(prefix);
    if (ranges == null) {
      return one(
          "operator:default",
          stream,
          new TicketData.Registered(
              prefix,
              List.of(
                  new TicketData.PastRange(1, 4, "x", TicketData.State.APPLIED, null, null),
                  new TicketData.PastRange(5, 9, "x", TicketData.State.RESERVED, null, null)),
              List.of()));
    }
    if (ranges.isEmpty()) {
      return one("operator:default", stream, new TicketData.Withdrawn(1, 1, "r"));
    }
    long[] range = any(ranges);
    if (odds(50)) {
      return one("operator:default", stream, new TicketData.Withdrawn(range[0], range[1], "r"));
    }
    List<TicketData.DocumentPin> before = new ArrayList<>();
    List<TicketData.DocumentPin> after = new ArrayList<>();
    p.pins
        .values()
        .forEach(pin -> {
          before.add(pinned(pin, 0, pin.sha256()));
          after.add(pinned(pin, 1, Hash.fromHex("b".repeat(64))));
        });
    String owner = owner();
    List<String> standing =
        TOKENS.stream()
            .filter(x -> DecisionOracle.standing(p, x, ledger.now(), owner) != null)
            .toList();
    String token = standing.isEmpty() ? any(TOKENS) : any(standing);
    return new Attempt(
        owner,
        List.of(
            draft(
                StreamId.program(id),
                new ProgramData.Consumed(
                    token, null, new ProgramData.Fold(prefix, range[0], range[1]))),
            draft(stream, new TicketData.Folded(range[0], range[1], token, before, after))));
  }

  private static TicketData.DocumentPin pinned(
      ProgramData.DocumentPinned pin, long later, Hash sha256) {
    return new TicketData.DocumentPin(pin.path(), pin.storeRevision() + later, 3, sha256);
  }

  private Attempt leg(StreamId stream, ProgramBook p) {
    if (p.blockers.isEmpty()) {
      return one(owner(), stream, blocker());
    }
    String blocker = any(List.copyOf(p.blockers.keySet()));
    LegBook leg = any(List.copyOf(p.blockers.get(blocker).values()));
    String actor = leg.leg.actor() == Role.OPERATOR ? "operator:default" : "owner:default";
    return leg.open
        ? one(
            actor,
            stream,
            new ProgramData.LegDischarged(
                blocker,
                leg.leg.leg(),
                leg.leg.strength(),
                List.of(new EventRef(stream, random.nextInt(12))),
                null))
        : one(actor, stream, new ProgramData.LegReopened(blocker, leg.leg.leg(), "r"));
  }

  private Attempt history(String id, StreamId stream) {
    return switch (random.nextInt(4)) {
      case 0 ->
          one(
              "operator:default",
              StreamId.lane(id, any(LANES)),
              new LaneData.Imported(
                  "t", null, null, "d", Outcome.READY, "X_PASS", null, List.of(1L, 2L)));
      case 1 ->
          one(
              "operator:default",
              stream,
              new ProgramData.PacketTreeClaimed(
                  any(LANES), odds(50) ? Samples.zero() : Hash.sha256(new byte[1]), "c"));
      case 2 ->
          one(
              "operator:default",
              stream,
              new ProgramData.Expired("p1", "2026-06-12T00:00:00.010Z"));
      default ->
          one(
              "operator:default",
              stream,
              new ProgramData.Lapsed(
                  "p" + random.nextInt(20),
                  any(
                      List.of(
                          "the adopted policy changed",
                          "the blockers changed",
                          "the packet tree changed"))));
    };
  }

  private Attempt ledgers() {
    String principal = any(PRINCIPALS);
    return switch (random.nextInt(3)) {
      case 0 ->
          one(
              "admin:default",
              StreamId.LEDGER,
              new LedgerData.PrincipalRegistered(
                  principal,
                  principal.equals("lane:owned") ? "owner-default" : principal.replace(':', '-')));
      case 1 ->
          odds(85)
              ? one(
                  "admin:default",
                  StreamId.LEDGER,
                  new LedgerData.PrincipalRegistered(principal, "owner-default"))
              : one(
                  "admin:default",
                  StreamId.LEDGER,
                  new LedgerData.PrincipalRevoked(
                      any(List.of("lane:other", "owner:second", "lane:ghost")), "r"));
      default -> {
        RulePack pack = any(NewerPacks.ALL);
        Hash old = ((LedgerStream) ledger.stateOf(StreamId.LEDGER)).adopted(pack.id()).orElse(null);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("pack", pack.id()).put("sha256", pack.sha256().hex()).put("reason", "r");
        if (old != null) {
          data.put("supersedes", old.hex());
        }
        Attempt signed = act(StreamId.LEDGER, EventType.POLICY_ADOPTED, data);
        yield odds(20) ? signed : new Attempt("admin:default", signed.batch());
      }
    };
  }

  private Attempt lane(String id, ProgramBook p, String name, LaneBook lane) {
    StreamId stream = StreamId.lane(id, name);
    String actor = lane.principal;
    if (odds(2)) {
      return one(
          any(List.of(actor, "operator:default")), stream, new LaneData.Stopped("r", null, null));
    }
    if (odds(25)) {
      return aside(id, p, name, lane, stream);
    }
    if (!lane.has("lane.preflight-checked")) {
      return one(actor, stream, preflight(p));
    }
    if (!lane.has("lane.target-locked")) {
      return one(actor, stream, Samples.lock());
    }
    if (!lane.has("lane.step-executed")) {
      return one(actor, stream, Samples.step(null));
    }
    if (!lane.has("lane.rollback-proven")) {
      return one(actor, stream, proof());
    }
    if (!lane.has("lane.validated")) {
      return one(actor, stream, Samples.validated(Samples.proof()));
    }
    if (lane.refusals.size() < 2) {
      return one(actor, stream, Samples.step("REAL_RUN"));
    }
    if (!lane.has("lane.probed")) {
      return one(actor, stream, probed(lane, stream));
    }
    if (!lane.has("lane.surfaces-attested")) {
      return one(actor, stream, Samples.attested());
    }
    if (!lane.has("lane.self-checked")) {
      return one(actor, stream, Samples.selfCheck(new EventRef(stream, 0)));
    }
    return lane.seal == null
        ? one(
            actor,
            stream,
            Samples.sealed(
                ledger.packet(stream),
                odds(70) ? Outcome.READY : any(List.of(Outcome.values())),
                "DONE",
                Samples.read(p.pins.values())))
        : one(
            actor,
            stream,
            new LaneData.Completed(
                lane.seal.proposedOutcome(), lane.seal.proposedStatus(), "what was done"));
  }

  private LaneData.PreflightChecked preflight(ProgramBook p) {
    return Samples.preflight(odds(90) ? Result.PASS : Result.FAIL, Samples.read(p.pins.values()));
  }

  private LaneData.RollbackProven proof() {
    ContentHash c = Samples.C;
    return odds(80) ? Samples.proof() : Samples.proof(Samples.A, Samples.B, c, c);
  }

  private LaneData.Probed probed(LaneBook lane, StreamId stream) {
    List<LaneData.Probe> probes = new ArrayList<>();
    lane.refusals.forEach((at, code) ->
        probes.add(new LaneData.Probe("B" + at, "d", true, code, new EventRef(stream, at))));
    return new LaneData.Probed(
        probes,
        new LaneData.ProbeControl(
            "g", true, new EventRef(stream, lane.types.indexOf("lane.step-executed"))));
  }

  /** What a lane does beside its own order. */
  private Attempt aside(String id, ProgramBook p, String name, LaneBook lane, StreamId stream) {
    String actor = lane.principal;
    StreamId program = StreamId.program(id);
    switch (random.nextInt(7)) {
      case 0 -> {
        boolean unknown = odds(50);
        return one(
            actor,
            stream,
            new LaneData.SurfaceClassified(
                "ci",
                unknown ? "UNKNOWN" : "KNOWN_LOW",
                null,
                unknown ? "B" + random.nextInt(3) : null,
                unknown ? List.of(Role.OWNER) : null,
                unknown ? "a design" : null,
                unknown ? odds(30) : null));
      }
      case 1 -> {
        return one(actor, stream, Samples.evidence("e" + random.nextInt(3)));
      }
      case 2, 3 -> {
        String prefix = any(List.of("T", "U"));
        long next =
            p.tickets.getOrDefault(prefix, List.of()).stream().mapToLong(r -> r[1]).max().orElse(0)
                + 1;
        return one(
            actor,
            StreamId.tickets(id, prefix),
            new TicketData.Reserved(name, next, next + random.nextInt(4), false));
      }
      case 4 -> {
        return one(
            actor,
            program,
            new ProgramData.BlockerNarrowed("B" + random.nextInt(3), "two inputs", null));
      }
      case 5 -> {
        return one(actor, program, packet());
      }
      default -> {
        int validated = lane.types.lastIndexOf("lane.validated");
        boolean clone = validated >= 0;
        return one(
            actor,
            program,
            new ProgramData.LegDischarged(
                "B" + random.nextInt(4),
                clone ? "clone" : "classification",
                clone ? Strength.SYNTHETIC_CLONE : Strength.ANALYSIS,
                List.of(new EventRef(stream, Math.max(0, validated))),
                null));
      }
    }
  }

  private Attempt one(String actor, StreamId stream, EventData data) {
    return new Attempt(actor, List.of(draft(stream, data)));
  }

  private EventDraft draft(StreamId stream, EventData data) {
    for (EventType type : EventType.values()) {
      if (type.payload() == data.getClass()) {
        return EventDraft.of("e-" + ids++, stream, type, data);
      }
    }
    throw new IllegalArgumentException(String.valueOf(data));
  }

  // ---- and what would not

  private @Nullable Attempt spoil(Attempt good) {
    try {
      return switch (random.nextInt(10)) {
        case 0, 1, 2 -> new Attempt(any(PRINCIPALS), good.batch());
        case 3 -> moved(good);
        case 4 -> recomposed(good);
        default -> changed(good);
      };
    } catch (EventRefusedException | IllegalArgumentException e) {
      return null;
    }
  }

  private Attempt moved(Attempt good) {
    List<EventDraft> batch = new ArrayList<>(good.batch());
    EventDraft draft = batch.getFirst();
    StreamId to =
        switch (draft.source().kind()) {
          case PROGRAM -> StreamId.program(any(PROGRAMS));
          case TICKETS -> StreamId.tickets(any(PROGRAMS), any(List.of("T", "U")));
          case LANE -> StreamId.lane(any(PROGRAMS), any(LANES));
          default -> draft.source();
        };
    batch.set(0, EventDraft.of("m-" + ids++, to, draft.type(), draft.payload()));
    return new Attempt(good.actor(), batch);
  }

  private Attempt recomposed(Attempt good) {
    List<EventDraft> batch = new ArrayList<>(good.batch());
    switch (random.nextInt(4)) {
      case 0 -> batch.add(again(any(batch)));
      case 1 -> batch.addAll(plausible().batch());
      case 2 -> batch = batch.reversed();
      default -> {
        if (batch.size() > 1) {
          batch.remove(random.nextInt(batch.size()));
        } else {
          batch.addFirst(again(batch.getFirst()));
        }
      }
    }
    boolean narrows =
        batch.stream().anyMatch(d -> d.payload() instanceof ProgramData.BlockerNarrowed);
    boolean decides =
        batch.stream()
            .anyMatch(d ->
                d.payload() instanceof ProgramData.Consumed
                    || d.payload() instanceof TicketData.Folded);
    return narrows && decides ? good : new Attempt(good.actor(), batch);
  }

  private EventDraft again(EventDraft draft) {
    return EventDraft.of("a-" + ids++, draft.source(), draft.type(), draft.payload());
  }

  private Attempt changed(Attempt good) {
    List<EventDraft> batch = new ArrayList<>(good.batch());
    int at = random.nextInt(batch.size());
    EventDraft draft = batch.get(at);
    ObjectNode data = draft.data().deepCopy();
    List<Consumer<JsonNode>> places = new ArrayList<>();
    List<JsonNode> values = new ArrayList<>();
    collect(data, places, values);
    int place = random.nextInt(places.size());
    places.get(place).accept(other(values.get(place)));
    boolean signed = data.has("signature");
    if (signed && odds(70)) {
      data.remove("signature");
      String person = any(KEYS.keySet().stream().sorted().toList());
      batch.set(at, sign(draft.source(), draft.type(), data, person));
    } else {
      ObjectNode event = EventCodec.senderAttributes(draft);
      event.put("id", signed && odds(50) ? draft.id() : "c-" + ids++);
      event.set("data", data);
      batch.set(at, EventCodec.draftOf(event));
    }
    return new Attempt(good.actor(), batch);
  }

  private static void collect(
      JsonNode node, List<Consumer<JsonNode>> places, List<JsonNode> values) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        places.add(v -> object.set(member.getKey(), v));
        values.add(member.getValue());
        collect(member.getValue(), places, values);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        places.add(v -> array.set(index, v));
        values.add(array.get(i));
        collect(array.get(i), places, values);
      }
    }
  }

  private JsonNode other(JsonNode value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value.isBoolean()) {
      return json.booleanNode(!value.asBoolean());
    }
    if (value.isNumber()) {
      long was = value.asLong();
      return json.numberNode(any(List.of(was + 1, was - 1, 0L, -1L, 9_007_199_254_000_000L)));
    }
    if (value instanceof ArrayNode array) {
      ArrayNode changed = array.deepCopy();
      if (array.isEmpty() || odds(30)) {
        return odds(50) ? json.arrayNode() : changed.add(any(TEXTS));
      }
      if (odds(50)) {
        changed.remove(random.nextInt(changed.size()));
      } else {
        changed.add(array.get(random.nextInt(array.size())));
      }
      return changed;
    }
    return value.isString() ? json.stringNode(any(TEXTS)) : json.nullNode();
  }
}
