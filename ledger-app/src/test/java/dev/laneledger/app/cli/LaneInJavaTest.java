package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.scenario.Packet;
import dev.laneledger.projections.rule.RollbackValidator;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lane of {@code docs/lane.md} in Java; the part between the marks is quoted there. */
class LaneInJavaTest {
  private static final Path DOC = Path.of("../docs/lane.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/laneledger/app/cli/LaneInJavaTest.java");
  private static final String BEGIN = "  // quoted from here\n";
  private static final String END = "  // to here\n";

  @TempDir private Path directory;

  @Test
  void aLaneRunsFromItsDecisionToItsCompletionByTheClientAlone() throws Exception {
    try (LaneScene scene = new LaneScene(directory.resolve("ledger"))) {
      scene.program("P");

      run(scene.ledger.client("lane"), scene.ledger.client("auditor"));

      assertThat(scene.lane("P", "L-2", "status", "--json").out())
          .contains("\"stage\":\"COMPLETED\"");
    }
  }

  @Test
  void theDocumentationShowsTheCodeThatRuns() throws Exception {
    String source = Files.readString(SOURCE);
    String quoted =
        source.substring(source.indexOf(BEGIN) + BEGIN.length(), source.lastIndexOf(END));

    assertThat(Files.readString(DOC)).contains(quoted.stripTrailing().stripIndent());
  }

  // quoted from here
  private static final StreamId PROGRAM = StreamId.program("P");
  private static final StreamId LANE = StreamId.lane("P", "L-2");

  static void run(LedgerClient lane, LedgerClient auditor) {
    lane.append(
        List.of(
            EventDraft.of(
                "L-2:consumed",
                PROGRAM,
                EventType.DECISION_CONSUMED,
                new ProgramData.Consumed("GO_ON", "L-2")),
            draft(
                "opened",
                EventType.LANE_OPENED,
                new LaneData.Opened(
                    "ADD_A_ROW", "REHEARSAL_ONLY", "build-1", "2026-06-12", "GO_ON"))));

    LaneData.ReadDocument plan = read("plan.md", "add one row\n");
    LaneData.Gate gate =
        new LaneData.Gate("plan", null, "as pinned", "as pinned", Result.PASS, List.of(plan), null);
    lane.append(
        draft(
            "checked",
            EventType.LANE_PREFLIGHT_CHECKED,
            new LaneData.PreflightChecked(List.of(gate))));

    ContentHash before = content("1,first\n");
    ContentHash applied = content("1,first\n2,second\n");
    lane.append(
        draft(
            "locked",
            EventType.LANE_TARGET_LOCKED,
            new LaneData.TargetLocked(
                new LaneData.Target("copy-1", "local_clone", false, true),
                List.of(new LaneData.Target("postgres", "production", true, false)),
                List.of(),
                List.of("local_clone"),
                new LaneData.Isolation(
                    "(copy)",
                    List.of("source", "postgres"),
                    true,
                    true,
                    before,
                    content("marked"),
                    before,
                    before),
                "PROVEN_ISOLATED_NOT_PRODUCTION")));
    Receipt step = lane.append(draft("step", EventType.LANE_STEP_EXECUTED, step(null)));

    LaneData.RollbackProven proof =
        new LaneData.RollbackProven(
            List.of(
                new LaneData.RollbackEntry(
                    "ADD",
                    "copying the file back",
                    List.of(1L, 2L, 1L),
                    before,
                    applied,
                    before,
                    null,
                    true,
                    "NOT_APPLICABLE")),
            List.of(new LaneData.Unchanged("source.csv", before, before)));
    lane.append(
        List.of(
            draft("proven", EventType.LANE_ROLLBACK_PROVEN, proof),
            draft(
                "validated",
                EventType.LANE_VALIDATED,
                RollbackValidator.validate(validator(), proof))));

    LaneData.Probe probe = probe(lane, "REAL", "asks for a real run", step("REAL_RUN"));
    LaneData.ProbeControl control =
        new LaneData.ProbeControl("the step", true, lane.entry(step.seq()).event().ref());
    lane.append(
        List.of(
            draft("probed", EventType.LANE_PROBED, new LaneData.Probed(List.of(probe), control)),
            draft(
                "attested",
                EventType.LANE_SURFACES_ATTESTED,
                new LaneData.SurfacesAttested(
                    1, List.of(new LaneData.Surface("production", "NOT_TOUCHED"))))));
    lane.append(
        draft(
            "reviewed",
            EventType.LANE_SELF_CHECKED,
            new LaneData.SelfChecked(
                List.of(
                    new LaneData.Check(
                        "the step was recorded",
                        Result.PASS,
                        List.of(lane.entry(step.seq()).event().ref()))))));

    Packet packet = Packet.render(auditor, "P", "L-2");
    lane.append(
        List.of(
            draft(
                "sealed",
                EventType.LANE_PACKET_SEALED,
                new LaneData.PacketSealed(
                    "packet.v1",
                    packet.tree(),
                    packet.size(),
                    Outcome.READY,
                    "REHEARSED",
                    List.of(plan))),
            draft(
                "completed",
                EventType.LANE_COMPLETED,
                new LaneData.Completed(Outcome.READY, "REHEARSED", null))));
  }

  /** Sends a bad event, which must be refused, and says where the ledger kept the refusal. */
  private static LaneData.Probe probe(
      LedgerClient lane, String id, String defect, LaneData.StepExecuted bad) {
    try {
      lane.append(draft("probe-" + id, EventType.LANE_STEP_EXECUTED, bad));
      return new LaneData.Probe(id, defect, false, "", null);
    } catch (LedgerRefusedException refused) {
      Receipt receipt = refused.refusal().receipt();
      EventRef kept = receipt == null ? null : lane.entry(receipt.seq()).event().ref();
      return new LaneData.Probe(id, defect, kept != null, refused.code(), kept);
    }
  }

  private static EventDraft draft(String id, EventType type, EventData payload) {
    return EventDraft.of(id, LANE, type, payload);
  }

  private static LaneData.StepExecuted step(@Nullable String action) {
    return new LaneData.StepExecuted(
        "ADD", "adds one row", "copy-1", action, Result.PASS, List.of());
  }

  private static RulePack validator() {
    return ShippedPacks.all().stream()
        .filter(pack -> pack.id().equals("rollback-proof"))
        .findFirst()
        .orElseThrow();
  }

  private static LaneData.ReadDocument read(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new LaneData.ReadDocument(path, 1, bytes.length, Hash.sha256(bytes));
  }

  private static ContentHash content(String text) {
    return new ContentHash(Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).hex());
  }
  // to here
}
