package dev.laneledger.projections.render;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.Signature;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The lane of {@code scenarios/fix7} as typed events, each phase a method. */
final class Fix7 {
  static final String LANE = "production-rehearsal-only-rollback-2026-06-12";
  static final String IMPORTED = "06-dry-run-execution-readiness";
  private static final String ACTOR = "lane:t1";
  private static final StreamId PROGRAM = StreamId.program("FIX7-P0");
  private static final StreamId TICKETS = StreamId.tickets("FIX7-P0", "TKT-OBJ");
  private static final StreamId STREAM = StreamId.lane("FIX7-P0", LANE);

  /** Blobs by digest: evidence and rule packs. */
  static final Map<Hash, byte[]> BLOBS = new LinkedHashMap<>();

  private static final Hash PROOF_PACK = blob("pack: rollback-proof\n");
  private static final Hash LANE_PACK = blob("pack: lane-governance\n");
  private static final Hash NOTES = blob("What was read to classify the CI surfaces.\n");

  private final JsonNode lane = read("lane.json");
  private final JsonNode program = read("program.json");
  private final Map<String, EventRef> refs = new LinkedHashMap<>();
  final History history;

  Fix7(String run) {
    this.history =
        new History(
            "FIX7-P0",
            run,
            List.of(
                new LedgerData.PackPin("lane-governance", LANE_PACK),
                new LedgerData.PackPin("rollback-proof", PROOF_PACK)));
  }

  /** The whole lane up to its last event before the seal. */
  static Fix7 unsealed(String run) {
    Fix7 fix7 = new Fix7(run);
    fix7.programBefore();
    fix7.open();
    fix7.preflight(461);
    fix7.lockTarget();
    fix7.executeAndProve();
    fix7.probe();
    fix7.classifyAndAttest();
    fix7.changeProgram();
    fix7.selfCheck();
    return fix7;
  }

  static Fix7 completed(String run) {
    Fix7 fix7 = unsealed(run);
    LaneRecord before = fix7.history.laneRecord(LANE);
    var files = PacketRenderer.render(before);
    String status = fix7.lane.get("status").asString();
    fix7.add(
        "sealed",
        new LaneData.PacketSealed(
            PacketRenderer.NAME,
            PacketRenderer.tree(files),
            files.size(),
            LaneData.Outcome.READY,
            status));
    fix7.add("completed", new LaneData.Completed(LaneData.Outcome.READY, status, null));
    return fix7;
  }

  /** A gate failed, and the lane stopped before any work. */
  static Fix7 stopped(String run) {
    Fix7 fix7 = new Fix7(run);
    fix7.programBefore();
    fix7.open();
    fix7.preflight(441);
    fix7.add(
        "stopped",
        new LaneData.Stopped(
            "tickets are folded through 441 only", "tickets folded through", null));
    return fix7;
  }

  LaneRecord laneRecord() {
    return history.laneRecord(LANE);
  }

  EventRef ref(String name) {
    return Objects.requireNonNull(refs.get(name), name);
  }

  private void add(String name, LaneData data) {
    refs.put(name, history.add(ACTOR, STREAM, data));
  }

  void programBefore() {
    history.add(
        "owner:default", PROGRAM, new ProgramData.Registered("FIX7-P0", "FIX7 P0", vocabulary()));
    for (JsonNode blocker : program.get("blockers")) {
      history.add("owner:default", PROGRAM, blocker(blocker));
    }
    for (JsonNode d : program.get("documents")) {
      String path = d.get("path").asString();
      history.add("operator:default", PROGRAM, pin(path, d.get("storeRevision").asLong(), null));
    }
    history.add("operator:default", PROGRAM, pin("offer.md", 1, "isolated clone"));
    history.add("owner:default", PROGRAM, packet(program.get("decisionPacket")));
    history.add("operator:default", TICKETS, tickets());
    importLanes();
    history.add(
        "owner:default",
        PROGRAM,
        new ProgramData.Delegated(
            lane.get("consumes").asString(),
            "GPT",
            "owner-default",
            "prove it on a clone first",
            "20" + (90 + history.run().length() % 10) + "-01-01T00:00:00.000Z",
            signature()));
  }

  private ProgramData.Vocabulary vocabulary() {
    JsonNode words = program.get("vocabulary");
    return new ProgramData.Vocabulary(
        texts(words.get("actions")), texts(words.get("grants")), texts(words.get("blocks")));
  }

  private static ProgramData.BlockerRaised blocker(JsonNode node) {
    var renamed = CanonicalJson.parse(CanonicalJson.write(node)).asObject();
    renamed.set("blocker", renamed.remove("id"));
    return EventJson.fromTree(renamed, ProgramData.BlockerRaised.class);
  }

  private ProgramData.DocumentPinned pin(String path, long revision, String supplies) {
    byte[] bytes = document(path);
    return new ProgramData.DocumentPinned(
        path, revision, "stand-in", bytes.length, Hash.sha256(bytes), supplies, null);
  }

  private static byte[] document(String path) {
    return ("stand-in for " + path + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static ProgramData.PacketPublished packet(JsonNode node) {
    List<ProgramData.Option> options = new ArrayList<>();
    node.get("options").forEach(o -> options.add(EventJson.fromTree(o, ProgramData.Option.class)));
    return new ProgramData.PacketPublished(
        node.get("id").asString(), node.get("default").asString(), options, 1, null);
  }

  private TicketData.Registered tickets() {
    List<TicketData.PastRange> ranges = new ArrayList<>();
    for (JsonNode r : program.get("tickets").get("ranges")) {
      ranges.add(
          new TicketData.PastRange(
              r.get("from").asLong(),
              r.get("to").asLong(),
              r.get("lane").asString(),
              TicketData.State.valueOf(r.get("state").asString()),
              null,
              null));
    }
    return new TicketData.Registered("TKT-OBJ", ranges, List.of());
  }

  private void importLanes() {
    for (JsonNode l : program.get("lanesBefore")) {
      history.add(
          "operator:default",
          StreamId.lane("FIX7-P0", l.get("laneId").asString()),
          new LaneData.Imported(
              l.get("lane").asString(),
              text(l, "macro"),
              text(l, "host"),
              l.get("date").asString(),
              l.get("outcome").isNull()
                  ? null
                  : LaneData.Outcome.valueOf(l.get("outcome").asString()),
              text(l, "status"),
              l.get("packetTree").isNull() ? null : Hash.fromHex(l.get("packetTree").asString()),
              null));
    }
    for (JsonNode c : program.get("packetTreeClaims")) {
      history.add(
          "operator:default",
          PROGRAM,
          new ProgramData.PacketTreeClaimed(
              c.get("laneId").asString(),
              Hash.fromHex(c.get("tree").asString()),
              c.get("source").asString()));
    }
  }

  void open() {
    refs.put(
        "consumed",
        history.add(
            ACTOR, PROGRAM, new ProgramData.Consumed(lane.get("consumes").asString(), LANE)));
    add(
        "opened",
        new LaneData.Opened(
            lane.get("macro").asString(),
            lane.get("authority").asString(),
            lane.get("host").asString(),
            lane.get("date").asString(),
            lane.get("consumes").asString()));
  }

  void preflight(long foldedThrough) {
    List<LaneData.ReadDocument> documents = new ArrayList<>();
    for (JsonNode d : program.get("documents")) {
      byte[] bytes = document(d.get("path").asString());
      documents.add(
          new LaneData.ReadDocument(
              d.get("path").asString(),
              d.get("storeRevision").asLong(),
              bytes.length,
              Hash.sha256(bytes)));
    }
    String folded = Long.toString(foldedThrough);
    add(
        "preflight",
        new LaneData.PreflightChecked(
            List.of(
                gate(
                    "predecessor outcome",
                    "12-production-readiness-surface-scoping",
                    "FIX7_P0_PRODUCTION_READINESS_SURFACE_SCOPING_READY",
                    "FIX7_P0_PRODUCTION_READINESS_SURFACE_SCOPING_READY",
                    List.of(),
                    null),
                gate("document pins", null, "3 as pinned", "3 as pinned", documents, null),
                gate(
                    "validator pinned",
                    "rollback-proof",
                    PROOF_PACK.hex(),
                    PROOF_PACK.hex(),
                    List.of(),
                    "the original validator had SHA-256 "
                        + lane.get("validator").get("sha256").asString()),
                gate("tickets folded through", "TKT-OBJ", "461", folded, List.of(), null))));
  }

  private static LaneData.Gate gate(
      String gate,
      String subject,
      String expected,
      String observed,
      List<LaneData.ReadDocument> documents,
      String note) {
    Result result = expected.equals(observed) ? Result.PASS : Result.FAIL;
    return new LaneData.Gate(gate, subject, expected, observed, result, documents, note);
  }

  void lockTarget() {
    JsonNode targets = lane.get("targets");
    List<LaneData.Target> others = new ArrayList<>();
    targets
        .get("enumeratedNotSelected")
        .forEach(t ->
            others.add(new LaneData.Target(t.get("name").asString(), "production", true, false)));
    ContentHash source = content("source");
    add(
        "locked",
        new LaneData.TargetLocked(
            new LaneData.Target("local temp clone", "local_clone", false, true),
            others,
            texts(targets.get("notYetAvailable")),
            texts(targets.get("acceptedKinds")),
            new LaneData.Isolation(
                targets.get("pathToken").asString(),
                List.of("source", "real Directus PG", "real birth surface"),
                true,
                true,
                source,
                content("marker"),
                source,
                source),
            targets.get("verdict").asString()));
  }

  private static ContentHash content(String name) {
    return new ContentHash(Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).hex());
  }

  void executeAndProve() {
    for (JsonNode step : lane.get("plan")) {
      if (step.get("allowed") == null) {
        add(
            step.get("step").asString(),
            new LaneData.StepExecuted(
                step.get("step").asString(),
                step.get("does").asString(),
                step.get("mutates").asString(),
                null,
                Result.PASS,
                List.of(
                    new LaneData.Observation("rows", "3"),
                    new LaneData.Observation("content", content("source").text()))));
      }
    }
    List<LaneData.RollbackEntry> entries = new ArrayList<>();
    lane.get("rollbackEntries").forEach(e -> entries.add(entry(e)));
    ContentHash executor = new ContentHash(lane.get("executorModelSha256").asString());
    add(
        "rollback",
        new LaneData.RollbackProven(
            entries, List.of(new LaneData.Unchanged("executor model", executor, executor))));
    add(
        "validated",
        new LaneData.Validated(
            "rollback-proof",
            PROOF_PACK,
            Result.PASS,
            Result.PASS,
            List.of(),
            new LaneData.Control(
                "RB-CLONE-TXN", Result.FAIL, List.of("ROLLBACK_APPLY_DID_NOT_MUTATE")),
            Result.PASS,
            lane.get("validator").get("sha256").asString()));
  }

  private static LaneData.RollbackEntry entry(JsonNode e) {
    ContentHash before = new ContentHash(e.get("before").asString());
    return new LaneData.RollbackEntry(
        e.get("id").asString(),
        e.get("path").asString(),
        List.of(3L, 4L, 3L),
        before,
        new ContentHash(e.get("afterApply").asString()),
        new ContentHash(e.get("afterRollback").asString()),
        before,
        true,
        "NOT_APPLICABLE");
  }

  void probe() {
    List<LaneData.Probe> probes = new ArrayList<>();
    for (JsonNode p : lane.get("probes")) {
      String code = "REFUSED_" + p.get("id").asString();
      EventRef refusal =
          history.add(
              "ledger:self",
              STREAM,
              new LedgerData.Refused(
                  code,
                  "rule-" + p.get("id").asString(),
                  "lane-governance",
                  LANE_PACK,
                  "/0/data",
                  ACTOR,
                  Hash.sha256(history.run().getBytes(StandardCharsets.UTF_8)),
                  history.run().length()));
      probes.add(
          new LaneData.Probe(
              p.get("id").asString(), p.get("defect").asString(), true, code, refusal));
    }
    add(
        "probed",
        new LaneData.Probed(
            probes, new LaneData.ProbeControl("a rehearsal step", true, ref("RX-6"))));
  }

  void classifyAndAttest() {
    for (JsonNode s : lane.get("ciSurfaces")) {
      boolean unknown = s.get("class").asString().equals("UNKNOWN");
      add(
          s.get("surface").asString(),
          new LaneData.SurfaceClassified(
              s.get("surface").asString(),
              s.get("class").asString(),
              unknown ? lane.get("ciUnknown").get("result").asString() : null,
              unknown ? lane.get("ciUnknown").get("blocker").asString() : null,
              unknown ? List.of(Role.OWNER, Role.OPERATOR) : null,
              unknown ? "whether a seal-vs-bytes gate is wanted" : null,
              unknown ? Boolean.FALSE : null));
    }
    JsonNode forbidden = lane.get("forbiddenSurfaces");
    List<LaneData.Surface> named = new ArrayList<>();
    forbidden.get("named").forEach(n -> named.add(new LaneData.Surface(n.asString(), "UNTOUCHED")));
    add("attested", new LaneData.SurfacesAttested(forbidden.get("claimed").asLong(), named));
    add(
        "evidence",
        new LaneData.EvidenceAttached(
            "ci/notes.md",
            NOTES,
            BLOBS.get(NOTES).length,
            "text/markdown",
            "what was read | to classify <the> surfaces"));
  }

  void changeProgram() {
    history.add(
        ACTOR,
        PROGRAM,
        new ProgramData.LegDischarged(
            "FIX7-P0-DRYRUN-PROD-ROLLBACK-1",
            "clone",
            Strength.SYNTHETIC_CLONE,
            List.of(ref("rollback"), ref("validated")),
            "both rollback entries under the validator"));
    history.add(
        ACTOR,
        PROGRAM,
        new ProgramData.LegDischarged(
            "FIX7-P0-PROD-CI-SCOPE-1",
            "classification",
            Strength.ANALYSIS,
            List.of(ref("FIX7 seal-vs-bytes enforcement")),
            lane.get("ciUnknown").get("result").asString()));
    history.add(
        ACTOR,
        PROGRAM,
        new ProgramData.BlockerNarrowed(
            "FIX7-P0-OPERATOR-INPUT-1", "three exact inputs are named", null));
    refs.put("packet", history.add(ACTOR, PROGRAM, packet(lane.get("nextDecisionPacket"))));
    history.add(ACTOR, TICKETS, new TicketData.Reserved(LANE, 485, 494, false));
  }

  void selfCheck() {
    List<LaneData.Check> checks = new ArrayList<>();
    List<List<EventRef>> bases =
        List.of(
            List.of(ref("locked"), ref("attested")),
            List.of(ref("RX-2"), ref("attested")),
            List.of(ref("locked"), ref("attested")),
            List.of(ref("attested")),
            List.of(),
            List.of(ref("locked")),
            List.of(ref("rollback")),
            List.of(ref("rollback")),
            List.of(ref("validated")),
            List.of(ref("probed")),
            List.of(ref("packet")),
            List.of(ref("preflight"), ref("rollback"), ref("validated"), ref("probed")));
    int at = 0;
    for (JsonNode check : lane.get("selfCheck")) {
      checks.add(new LaneData.Check(check.asString(), Result.PASS, bases.get(at++)));
    }
    add("self-checked", new LaneData.SelfChecked(checks));
  }

  private Signature signature() {
    return new Signature("keyid-" + history.run(), "sig-" + history.run());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(t -> texts.add(t.asString()));
    return texts;
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).isNull() ? null : node.get(name).asString();
  }

  private static Hash blob(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Hash hash = Hash.sha256(bytes);
    BLOBS.put(hash, bytes);
    return hash;
  }

  private static JsonNode read(String name) {
    try (InputStream in = Fix7.class.getResourceAsStream("/scenarios/fix7/" + name)) {
      return CanonicalJson.parse(Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
