package dev.laneledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.rule.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The lane of {@code scenarios/fix7} through the shipped packs, the same bytes in every run. */
public final class Fix7Ledger {
  public static final String OWNER = "owner:default";
  public static final String OPERATOR = "operator:default";
  public static final String LANE = "lane:default";
  private static final Map<String, String> PROBE_CODES =
      Map.of(
          "B1", "TARGET_IS_PRODUCTION",
          "B2", "ACTION_NOT_AUTHORIZED_FOR_LANE",
          "B3", "ACTION_NOT_AUTHORIZED_FOR_LANE",
          "B4", "ACTION_NOT_AUTHORIZED_FOR_LANE",
          "B5", "ACTION_NOT_AUTHORIZED_FOR_LANE",
          "B6", "ACTION_NOT_AUTHORIZED_FOR_LANE",
          "B7", "ROLLBACK_PROOF_MISSING",
          "B8", "ROLLBACK_APPLY_DID_NOT_MUTATE",
          "B9", "ISOLATION_NOT_PROVEN",
          "B10", "CLAIM_WORD_FORBIDDEN");
  private static final Map<String, String> PROBE_ACTIONS =
      Map.of(
          "B2", "REAL_RUN",
          "B3", "QT001_APPLY",
          "B4", "CUTOVER",
          "B5", "CI_DEPLOY",
          "B6", "SECRETS_CHANGE");

  public final Ledgers ledger = new Ledgers();
  public final JsonNode before = read("program.json");
  public final JsonNode lane = read("lane.json");
  public final JsonNode expected = read("expected-after-lane.json");
  public final StreamId program = StreamId.program(before.get("program").asString());
  public final StreamId tickets =
      StreamId.tickets(
          before.get("program").asString(), before.get("tickets").get("prefix").asString());
  public final StreamId stream =
      StreamId.lane(before.get("program").asString(), lane.get("lane").asString());

  private final UnaryOperator<@Nullable EventData> edit;
  private final KeyPair ownerKey;
  private boolean edited;
  private int moment;

  public Fix7Ledger() {
    this(data -> data, Ledgers.OWNER_KEY);
  }

  /**
   * The program as it stood before the lane.
   *
   * @param edit changes what is sent; what the rules deny then is kept all the same, as a server
   *     that does not judge would; null: it is not sent
   * @param ownerKey signs the owner's delegation
   */
  public Fix7Ledger(UnaryOperator<@Nullable EventData> edit, KeyPair ownerKey) {
    this.edit = edit;
    this.ownerKey = ownerKey;
    JsonNode words = before.get("vocabulary");
    send(
        OWNER,
        program,
        new ProgramData.Registered(
            before.get("program").asString(),
            "FIX7 P0",
            EventJson.fromTree(
                pick(words, "actions", "grants", "blocks"), ProgramData.Vocabulary.class)));
    ObjectNode history = pick(before.get("tickets"), "prefix", "ranges", "withdrawn");
    send(OPERATOR, tickets, EventJson.fromTree(history, TicketData.Registered.class));
    before.get("lanesBefore").forEach(this::importLane);
    for (JsonNode claim : before.get("packetTreeClaims")) {
      send(
          OPERATOR,
          program,
          new ProgramData.PacketTreeClaimed(
              claim.get("laneId").asString(),
              Hash.fromHex(claim.get("tree").asString()),
              claim.get("source").asString()));
    }
    for (JsonNode d : before.get("documents")) {
      pin(d.get("path").asString(), d.get("storeRevision").asLong(), null);
    }
    pin("isolated-clone-offer.md", 1, "isolated clone");
    before.get("blockers").forEach(this::raise);
    send(OWNER, program, packet(before.get("decisionPacket")));
    delegate();
  }

  /** The whole lane, from its decision to its end. */
  public Fix7Ledger runLane() {
    tick();
    String token = lane.get("consumes").asString();
    String name = lane.get("lane").asString();
    ProgramData.Consumed consumed = new ProgramData.Consumed(token, name);
    LaneData.Opened opened =
        new LaneData.Opened(
            lane.get("macro").asString(),
            lane.get("authority").asString(),
            lane.get("host").asString(),
            lane.get("date").asString(),
            token);
    EventData consumes = Objects.requireNonNull(edit.apply(consumed));
    EventData opens = Objects.requireNonNull(edit.apply(opened));
    edited |= !consumes.equals(consumed) || !opens.equals(opened);
    sendOrForce(
        LANE,
        edited,
        ledger.draft(program, EventType.DECISION_CONSUMED, consumes),
        ledger.draft(stream, EventType.LANE_OPENED, opens));
    inLane(preflight());
    EventRef locked = inLane(lock(target("local temp clone", "local_clone", false), true));
    EventRef control = steps();
    EventRef proven = inLane(proof());
    EventRef validated = inLane(Samples.validated(proof()));
    EventRef unknown = classify();
    EventRef probed = inLane(probe(control));
    EventRef attested = inLane(attested());
    change(proven, validated, unknown);
    List<LaneData.Check> checks = new ArrayList<>();
    for (String check : texts(lane.get("selfCheck"))) {
      checks.add(new LaneData.Check(check, Result.PASS, List.of(locked, probed, attested)));
    }
    inLane(new LaneData.SelfChecked(checks));
    String status = lane.get("status").asString();
    LaneData.Outcome outcome = LaneData.Outcome.valueOf(lane.get("outcome").asString());
    inLane(Samples.sealed(ledger.packet(stream), outcome, status, documents()));
    inLane(new LaneData.Completed(outcome, status, "rollback proven on a clone"));
    return this;
  }

  private LaneData.ReadDocument[] documents() {
    return Samples.read(state().documents().pins().values());
  }

  private LaneData.PreflightChecked preflight() {
    List<LaneData.ReadDocument> documents = List.of(documents());
    List<LaneData.Gate> gates = new ArrayList<>();
    for (JsonNode gate : lane.get("preflight")) {
      gates.add(
          new LaneData.Gate(
              gate.get("gate").asString(),
              null,
              "as told",
              "as told",
              Result.PASS,
              gate.has("documents") ? documents : List.of(),
              null));
    }
    return new LaneData.PreflightChecked(gates);
  }

  private static LaneData.Target target(String name, String kind, boolean production) {
    return new LaneData.Target(name, kind, production, !production);
  }

  private LaneData.TargetLocked lock(LaneData.Target selected, boolean isolated) {
    JsonNode targets = lane.get("targets");
    List<LaneData.Target> others = new ArrayList<>();
    List<String> compared = new ArrayList<>(List.of("source"));
    for (JsonNode other : targets.get("enumeratedNotSelected")) {
      others.add(target(other.get("name").asString(), "production_database", true));
      compared.add(other.get("name").asString());
    }
    LaneData.Isolation shown =
        isolated
            ? new LaneData.Isolation(
                targets.get("pathToken").asString(),
                compared,
                true,
                true,
                Samples.A,
                Samples.B,
                Samples.A,
                Samples.A)
            : new LaneData.Isolation(
                targets.get("pathToken").asString(),
                List.of(),
                false,
                false,
                ContentHash.ABSENT,
                ContentHash.ABSENT,
                ContentHash.ABSENT,
                ContentHash.ABSENT);
    return new LaneData.TargetLocked(
        selected,
        others,
        texts(targets.get("notYetAvailable")),
        texts(targets.get("acceptedKinds")),
        shown,
        targets.get("verdict").asString());
  }

  private EventRef steps() {
    EventRef last = new EventRef(stream, 0);
    for (JsonNode step : lane.get("plan")) {
      if (!step.has("allowed")) {
        last = inLane(step(step.get("step").asString(), step.get("does").asString(), null));
      }
    }
    return last;
  }

  private static LaneData.StepExecuted step(String step, String does, @Nullable String action) {
    return new LaneData.StepExecuted(step, does, "clone", action, Result.PASS, List.of());
  }

  private LaneData.RollbackProven proof() {
    List<LaneData.RollbackEntry> entries = new ArrayList<>();
    for (JsonNode e : lane.get("rollbackEntries")) {
      ObjectNode entry = (ObjectNode) e.deepCopy();
      entry.put("restoredMatch", true).put("productionRollbackStatus", "NOT_APPLICABLE");
      entries.add(EventJson.fromTree(entry, LaneData.RollbackEntry.class));
    }
    ContentHash executor = new ContentHash(lane.get("executorModelSha256").asString());
    return new LaneData.RollbackProven(
        entries, List.of(new LaneData.Unchanged("executor model", executor, executor)));
  }

  private EventRef classify() {
    EventRef unknown = new EventRef(stream, 0);
    for (JsonNode s : lane.get("ciSurfaces")) {
      boolean known = !s.get("class").asString().equals("UNKNOWN");
      EventRef at =
          inLane(
              new LaneData.SurfaceClassified(
                  s.get("surface").asString(),
                  s.get("class").asString(),
                  known ? null : lane.get("ciUnknown").get("result").asString(),
                  known ? null : lane.get("ciUnknown").get("blocker").asString(),
                  known ? null : List.of(Role.OWNER, Role.OPERATOR),
                  known ? null : "whether a gate is wanted",
                  known ? null : false));
      unknown = known ? unknown : at;
    }
    return unknown;
  }

  private LaneData.Probed probe(EventRef control) {
    List<LaneData.Probe> probes = new ArrayList<>();
    for (JsonNode probe : lane.get("probes")) {
      String id = probe.get("id").asString();
      EventData bad = bad(id);
      tick();
      Verdict verdict = ledger.sendKept(LANE, ledger.draft(stream, typeOf(bad), bad));
      assertThat(verdict)
          .as(id)
          .isInstanceOfSatisfying(
              Verdict.Denied.class, d -> assertThat(d.code()).isEqualTo(PROBE_CODES.get(id)));
      EventRef refusal = new EventRef(stream, ledger.stateOf(stream).last());
      probes.add(
          new LaneData.Probe(
              id, probe.get("defect").asString(), true, PROBE_CODES.get(id), refusal));
    }
    return new LaneData.Probed(
        probes, new LaneData.ProbeControl(lane.get("probeControl").asString(), true, control));
  }

  private EventData bad(String probe) {
    return switch (probe) {
      case "B1" -> lock(target("real Directus PG", "production_database", true), true);
      case "B7" -> new LaneData.RollbackProven(List.of(), List.of());
      case "B8" -> Samples.proof(Samples.A, Samples.A, Samples.A, null);
      case "B9" -> lock(target("local temp clone", "local_clone", false), false);
      case "B10" -> new LaneData.Completed(LaneData.Outcome.READY, "FIX7_P0_PRODUCTION_PASS", null);
      default -> step("PROD-APPLY", "do it", PROBE_ACTIONS.get(probe));
    };
  }

  private LaneData.SurfacesAttested attested() {
    JsonNode forbidden = lane.get("forbiddenSurfaces");
    return new LaneData.SurfacesAttested(
        forbidden.get("claimed").asLong(),
        texts(forbidden.get("named")).stream()
            .map(name -> new LaneData.Surface(name, "UNTOUCHED"))
            .toList());
  }

  private void change(EventRef proven, EventRef validated, EventRef unknown) {
    for (JsonNode update : lane.get("blockerUpdates")) {
      String blocker = update.get("blocker").asString();
      if (update.has("narrow")) {
        String narrowing = update.get("narrow").asString();
        send(LANE, program, new ProgramData.BlockerNarrowed(blocker, narrowing, null));
        continue;
      }
      boolean clone = update.get("discharge").asString().equals("clone");
      send(
          LANE,
          program,
          new ProgramData.LegDischarged(
              blocker,
              update.get("discharge").asString(),
              clone ? Strength.SYNTHETIC_CLONE : Strength.ANALYSIS,
              clone ? List.of(proven, validated) : List.of(unknown),
              update.path("result").asString(null)));
    }
    send(LANE, program, packet(lane.get("nextDecisionPacket")));
    JsonNode range = lane.get("tickets");
    send(
        LANE,
        tickets,
        new TicketData.Reserved(
            lane.get("lane").asString(),
            range.get("from").asLong(),
            range.get("to").asLong(),
            range.get("applyNow").asBoolean()));
  }

  private void importLane(JsonNode told) {
    ObjectNode data =
        pick(told, "macro", "host", "date", "outcome", "status", "packetTree", "tickets");
    data.put("title", told.get("lane").asString());
    send(
        OPERATOR,
        StreamId.lane(program.program(), told.get("laneId").asString()),
        EventJson.fromTree(data, LaneData.Imported.class));
  }

  private void pin(String path, long revision, @Nullable String supplies) {
    byte[] bytes = document(path);
    send(
        OPERATOR,
        program,
        new ProgramData.DocumentPinned(
            path, revision, "stand-in", bytes.length, Hash.sha256(bytes), supplies, null));
  }

  private static byte[] document(String path) {
    return ("stand-in for " + path + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void raise(JsonNode blocker) {
    ObjectNode data = pick(blocker, "subject", "actors", "blocks", "nextAction", "legs");
    data.put("blocker", blocker.get("id").asString());
    send(OWNER, program, EventJson.fromTree(data, ProgramData.BlockerRaised.class));
  }

  private static ProgramData.PacketPublished packet(JsonNode packet) {
    ObjectNode data = pick(packet, "default", "options", "chooseExactly");
    data.put("packet", packet.get("id").asString());
    return EventJson.fromTree(data, ProgramData.PacketPublished.class);
  }

  private void delegate() {
    JsonNode delegation = before.get("decisionPacket").get("delegation");
    ObjectNode data = pick(delegation, "token", "through");
    data.put("person", "owner-default").put("reason", "prove it on a clone first");
    tick();
    sendOrForce(
        OWNER,
        ownerKey != Ledgers.OWNER_KEY,
        ledger.signed(program, EventType.DECISION_DELEGATED, data, ownerKey));
  }

  private void sendOrForce(String actor, boolean force, EventDraft... batch) {
    Verdict verdict = ledger.send(actor, batch);
    if (verdict instanceof Verdict.Denied denied) {
      assertThat(force).as("%s", denied).isTrue();
      for (EventDraft draft : batch) {
        ledger.force(actor, draft);
      }
    }
  }

  private EventRef inLane(LaneData data) {
    return send(LANE, stream, data);
  }

  /** Sends it at a moment of its own, so that it is a batch of its own. */
  public EventRef send(String actor, StreamId to, EventData data) {
    EventData changed = edit.apply(data);
    edited |= !data.equals(changed);
    if (changed != null) {
      tick();
      Verdict verdict = ledger.send(actor, ledger.draft(to, typeOf(changed), changed));
      if (verdict instanceof Verdict.Denied denied) {
        assertThat(edited).as("%s: %s", changed, denied).isTrue();
        ledger.force(actor, to, typeOf(changed), changed);
      }
    }
    return ledger.events().getLast().ref();
  }

  private void tick() {
    moment++;
    ledger.clock(
        String.format(Locale.ROOT, "2026-06-12T00:%02d:%02d.000Z", moment / 60, moment % 60));
  }

  private static EventType typeOf(EventData data) {
    for (EventType type : EventType.values()) {
      if (type.payload() == data.getClass()) {
        return type;
      }
    }
    throw new IllegalArgumentException(String.valueOf(data));
  }

  public ProgramState state() {
    return ledger.program(String.valueOf(program.program()));
  }

  private static ObjectNode pick(JsonNode node, String... names) {
    ObjectNode picked = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      if (node.has(name) && !node.get(name).isNull()) {
        picked.set(name, node.get(name));
      }
    }
    return picked;
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(t -> texts.add(t.asString()));
    return texts;
  }

  private static JsonNode read(String name) {
    try (InputStream in = Fix7Ledger.class.getResourceAsStream("/scenarios/fix7/" + name)) {
      return CanonicalJson.parse(Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
