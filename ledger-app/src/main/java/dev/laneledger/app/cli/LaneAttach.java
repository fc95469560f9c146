package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane attach}: the file as a blob, then {@code lane.evidence-attached}. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description =
        "Keeps a file as evidence; it stands in the packet as evidence/PATH. "
            + "Its bytes are sent first and its length and digest are taken from the file itself.")
final class LaneAttach implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "at most 16 MiB")
  private Path file = Path.of("");

  @Option(names = "--as", paramLabel = "PATH", description = "(default: the file's name)")
  private @Nullable String path;

  @Option(names = "--media-type", paramLabel = "T", description = "(default: ${DEFAULT-VALUE})")
  private String mediaType = "text/plain";

  @Option(names = "--summary", paramLabel = "TEXT", description = "the lane's words on it")
  private @Nullable String summary;

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String stands = path == null ? String.valueOf(file.getFileName()) : path;
    ObjectNode data = lane.data().put("path", stands).put("mediaType", mediaType);
    data.put("sha256", Hash.sha256(bytes).hex()).put("bytes", bytes.length);
    if (summary != null) {
      data.put("summary", summary);
    }
    if (!lane.dryRun()) {
      lane.client().putBlob(bytes);
    }
    return lane.send(
            List.of(lane.draft(EventType.LANE_EVIDENCE_ATTACHED, data)),
            Outcome.good(
                "EVIDENCE_ATTACHED", file + " is kept as " + stands, LaneStage.REVIEWED.command()))
        .print(spec.commandLine(), lane.json());
  }
}
