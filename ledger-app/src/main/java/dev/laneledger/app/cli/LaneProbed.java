package dev.laneledger.app.cli;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Probe;
import dev.laneledger.api.event.LaneData.ProbeControl;
import dev.laneledger.api.event.LedgerEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane probed}: {@code lane.probed}. */
@Command(
    name = "probed",
    mixinStandardHelpOptions = true,
    description =
        "Records the probes that were sent, and the good request among them: a step of this lane "
            + "that was allowed, without which the probes prove nothing.")
final class LaneProbed implements Callable<Integer> {
  @Option(
      names = "--probes",
      paramLabel = "FILE",
      required = true,
      description = "what probe --into has collected")
  private Path probes = Path.of("");

  @Option(
      names = "--control-step",
      paramLabel = "STEP",
      required = true,
      description = "the step of this lane that was the good request")
  private String step = "";

  @Option(
      names = "--control",
      paramLabel = "TEXT",
      description = "the good request in words (default: the step's name)")
  private String control = "";

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    LedgerEvent allowed =
        lane.events(lane.client()).stream()
            .filter(e -> e.payload() instanceof LaneData.StepExecuted s && s.step().equals(step))
            .findFirst()
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "--control-step must be a step of this lane, but there is none: " + step));
    List<Probe> sent = new ArrayList<>();
    for (String line : Files.readAllLines(probes)) {
      if (!line.isBlank()) {
        sent.add(read(probes, line));
      }
    }
    ObjectNode data = lane.data();
    ArrayNode all = data.withArray("probes");
    sent.forEach(probe -> all.add(EventJson.toTree(probe)));
    String words = control.isEmpty() ? step : control;
    data.set("control", EventJson.toTree(new ProbeControl(words, true, allowed.ref())));
    return lane.send(
            List.of(lane.draft(EventType.LANE_PROBED, data)),
            Outcome.good(
                "PROBES_RECORDED", sent.size() + " probes, all refused", LaneStage.PROBED.next()))
        .print(spec.commandLine(), lane.json());
  }

  /** One line of what was collected. */
  static Probe read(Path file, String line) throws IOException {
    try {
      return EventJson.fromTree(
          CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8)), Probe.class);
    } catch (JsonRefusedException | EventRefusedException e) {
      throw new IOException(file + " must hold lines of ledger lane probe, but has: " + line, e);
    }
  }
}
