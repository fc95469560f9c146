package dev.laneledger.app.cli;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Probe;
import dev.laneledger.api.event.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane probe}: one bad request, which must be refused. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description =
        "Sends one bad event (--data is its payload) to the lane, to see that it is refused. "
            + "Exit 0: it was refused as expected, and the ledger kept the refusal; 1: it was not. "
            + "The results that --into collects are recorded by: ledger lane probed")
final class LaneProbe implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "the probe's name")
  private String id = "";

  @Option(names = "--defect", paramLabel = "TEXT", required = true, description = "what is bad")
  private String defect = "";

  @Option(
      names = "--type",
      paramLabel = "T",
      description = "the event's type (default: ${DEFAULT-VALUE})")
  private String type = "lane.step-executed";

  @Option(names = "--expect", paramLabel = "CODE", description = "the code it must be refused with")
  private @Nullable String expected;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "add the result to this file, a line a probe; one of the same ID is replaced")
  private @Nullable Path into;

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EventType known =
        EventType.ofName(type)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(), "--type must be an event type, but was: " + type));
    ObjectNode event =
        JsonNodeFactory.instance.objectNode().put("specversion", "1.0").put("id", "probe-" + id);
    event.put("source", lane.stream().path()).put("type", known.wire()).set("data", lane.data());
    Probe probe = send(lane.client(), CanonicalJson.write(event));
    if (into != null) {
      collect(into, probe);
    }
    return outcome(probe)
        .with("probe", EventJson.toTree(probe))
        .print(spec.commandLine(), lane.json());
  }

  private Probe send(LedgerClient client, byte[] event) {
    try {
      client.append(event, "application/cloudevents+json");
      return new Probe(id, defect, false, "", null);
    } catch (LedgerRefusedException refused) {
      Receipt receipt = refused.refusal().receipt();
      EventRef kept = receipt == null ? null : client.entry(receipt.seq()).event().ref();
      return new Probe(id, defect, kept != null, refused.code(), kept);
    }
  }

  private Outcome outcome(Probe probe) {
    if (!probe.failedClosed()) {
      String was =
          probe.code().isEmpty() ? "was allowed" : "was refused and not kept: " + probe.code();
      return Outcome.bad(
          "PROBE_NOT_CLOSED", "the bad request " + id + " " + was, "ledger lane stop");
    }
    if (expected != null && !expected.equals(probe.code())) {
      return Outcome.bad(
          "PROBE_OTHER_CODE",
          "the bad request was to be refused\n  expected  "
              + expected
              + "\n  actual    "
              + probe.code(),
          "find out which rule denied it before the one that is probed");
    }
    return Outcome.good(
        "PROBE_REFUSED",
        id + " was refused: " + probe.code(),
        "the next probe, or ledger lane probed");
  }

  private static void collect(Path file, Probe probe) throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !LaneProbed.read(file, line).id().equals(probe.id())) {
          lines.add(line);
        }
      }
    }
    lines.add(VerdictJson.line(EventJson.toTree(probe)));
    Files.write(file, lines);
  }
}
