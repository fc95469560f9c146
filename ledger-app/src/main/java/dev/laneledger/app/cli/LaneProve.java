package dev.laneledger.app.cli;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LaneData.RollbackEntry;
import dev.laneledger.api.event.LaneData.Unchanged;
import dev.laneledger.projections.rule.RollbackValidator;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane prove}: {@code lane.rollback-proven} and {@code lane.validated}. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description =
        "Proves that a change was rolled back exactly, and runs the validator on the proof, with a "
            + "control that must fail. Contents are files, which are hashed here, 64 hex digits, or "
            + "ABSENT. A rehearsal's own proof (entries, invariants) is taken with --data.")
final class LaneProve implements Callable<Integer> {
  private static final String VALIDATOR = "rollback-proof";

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<Rollback> rollbacks = new ArrayList<>();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<Kept> unchanged = new ArrayList<>();

  @Option(
      names = "--validator",
      paramLabel = "FILE",
      description = "the adopted rule pack that validates (default: the shipped rollback-proof)")
  private @Nullable Path validator;

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  /** One change that was undone. */
  static final class Rollback {
    @Option(
        names = "--rollback",
        paramLabel = "ID",
        required = true,
        description = "a change, then:")
    private String id = "";

    @Option(names = "--by", paramLabel = "HOW", required = true, description = "how it was undone")
    private String by = "";

    @Option(
        names = "--rows",
        paramLabel = "N",
        split = ",",
        required = true,
        description = "rows before, applied, restored, such as 3,4,3")
    private List<Long> rows = new ArrayList<>();

    @Option(
        names = "--before",
        paramLabel = "C",
        required = true,
        converter = FileContent.class,
        description = "content before")
    private ContentHash before = ContentHash.ABSENT;

    @Option(
        names = "--applied",
        paramLabel = "C",
        required = true,
        converter = FileContent.class,
        description = "content with the change")
    private ContentHash applied = ContentHash.ABSENT;

    @Option(
        names = "--restored",
        paramLabel = "C",
        required = true,
        converter = FileContent.class,
        description = "content after the rollback")
    private ContentHash restored = ContentHash.ABSENT;

    @Option(
        names = "--pinned",
        paramLabel = "C",
        converter = FileContent.class,
        description = "the pinned content to be restored (default: the one before)")
    private @Nullable ContentHash pinned;

    RollbackEntry entry() {
      boolean match = restored.equals(pinned == null ? before : pinned);
      return new RollbackEntry(
          id, by, rows, before, applied, restored, pinned, match, "NOT_APPLICABLE");
    }
  }

  /** Something that had to stay as it was. */
  static final class Kept {
    @Option(names = "--unchanged", paramLabel = "NAME", required = true, description = "then:")
    private String name = "";

    @Option(
        names = "--was",
        paramLabel = "C",
        required = true,
        converter = FileContent.class,
        description = "content before")
    private ContentHash was = ContentHash.ABSENT;

    @Option(
        names = "--is",
        paramLabel = "C",
        required = true,
        converter = FileContent.class,
        description = "content now")
    private ContentHash is = ContentHash.ABSENT;
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode data = lane.data();
    ArrayNode entries = data.withArray("entries");
    rollbacks.forEach(r -> entries.add(EventJson.toTree(r.entry())));
    ArrayNode invariants = data.withArray("invariants");
    unchanged.forEach(k -> invariants.add(EventJson.toTree(new Unchanged(k.name, k.was, k.is))));
    EventDraft proof = lane.draft(EventType.LANE_ROLLBACK_PROVEN, data);
    LaneData.Validated run =
        RollbackValidator.validate(pack(), (LaneData.RollbackProven) proof.payload());
    EventDraft validated = lane.furtherDraft(EventType.LANE_VALIDATED, EventJson.toTree(run));
    return lane.send(List.of(proof, validated), outcome(run))
        .print(spec.commandLine(), lane.json());
  }

  private RulePack pack() throws IOException {
    if (validator != null) {
      return RulePack.load(Files.readAllBytes(validator));
    }
    return ShippedPacks.all().stream()
        .filter(pack -> pack.id().equals(VALIDATOR))
        .findFirst()
        .orElseThrow();
  }

  private static Outcome outcome(LaneData.Validated run) {
    String text =
        "proof %s %s, control without mutation %s %s"
            .formatted(
                run.proof(), run.proofCodes(), run.control().result(), run.control().codes());
    return run.outcome() == Result.PASS
        ? Outcome.good("ROLLBACK_PROVEN", text, LaneStage.PROVEN.next())
        : Outcome.bad("VALIDATION_FAILED", text, "ledger lane stop");
  }
}
