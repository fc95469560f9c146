package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import java.io.IOException;
import java.net.InetAddress;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane open}: {@code decision.consumed} and {@code lane.opened} in one batch. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description =
        "Opens a lane by consuming its decision, both or neither. "
            + "A repeat on another day needs the first --date, on another machine the first --host.")
final class LaneOpen implements Callable<Integer> {
  @Option(
      names = "--consume",
      paramLabel = "TOKEN",
      required = true,
      description = "the decided token that this lane uses up")
  private String token = "";

  @Option(names = "--macro", paramLabel = "M", required = true, description = "the lane's mandate")
  private String macro = "";

  @Option(
      names = "--authority",
      paramLabel = "A",
      description = "REHEARSAL_ONLY (default) or ANALYSIS_ONLY")
  private String authority = "REHEARSAL_ONLY";

  @Option(names = "--host", paramLabel = "H", description = "where it runs (default: this machine)")
  private @Nullable String host;

  @Option(names = "--date", paramLabel = "D", description = "2026-06-12 (default: today in UTC)")
  private @Nullable String date;

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ObjectNode consumed =
        JsonNodeFactory.instance.objectNode().put("token", token).put("lane", lane.lane());
    ObjectNode opened = lane.data();
    opened.put("macro", macro).put("authority", authority).put("consumes", token);
    opened.put("host", host == null ? InetAddress.getLocalHost().getHostName() : host);
    opened.put("date", date == null ? LocalDate.now(ZoneOffset.UTC).toString() : date);
    return lane.send(
            List.of(
                lane.programDraft(EventType.DECISION_CONSUMED, consumed),
                lane.draft(EventType.LANE_OPENED, opened)),
            Outcome.good(
                "LANE_OPENED", "the lane " + lane.lane() + " is open", LaneStage.OPENED.next()))
        .print(spec.commandLine(), lane.json());
  }
}
