package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.scenario.Packet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger packet build}: renders a lane's packet from the ledger, without its server. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = {
      "Renders a lane's evidence packet into a directory.",
      "The packet is a function of the ledger's events before its seal. Exit 0: written, and as"
          + " sealed if it was sealed; 1: another packet tree was sealed; 2: it cannot be rendered."
    })
final class PacketBuildCommand implements Callable<Integer> {
  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(names = "--program", paramLabel = "P", required = true, description = "program id")
  private String program = "";

  @Option(names = "--lane", paramLabel = "L", required = true, description = "lane id")
  private String lane = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "an absent or empty directory")
  private Path out = Path.of("");

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!Trees.isFree(out)) {
      throw new ParameterException(
          spec.commandLine(), "DIR must be absent or an empty directory, but was: " + out);
    }
    StreamId stream = StreamId.lane(program, lane);
    try (OfflineLedger opened = ledger.open()) {
      List<LedgerEvent> events = new ArrayList<>();
      opened.entries(entry -> events.add(EventCodec.decode(entry.bytes())));
      requireLane(stream, events);
      Packet packet = Packet.render(events, stream, digest -> blob(opened, digest));
      packet.write(out);
      return print(packet, sealed(stream, events).orElse(null));
    }
  }

  private void requireLane(StreamId stream, List<LedgerEvent> events) {
    if (events.stream().noneMatch(e -> e.source().equals(stream))) {
      throw new ParameterException(
          spec.commandLine(), "the ledger must hold the lane, but has no stream " + stream);
    }
  }

  private static byte[] blob(OfflineLedger ledger, Hash digest) {
    return ledger
        .blob(digest)
        .orElseThrow(() ->
            new MaterialUnusableException(
                "every file of a packet must be at hand, but this blob is missing: " + digest));
  }

  private static Optional<Hash> sealed(StreamId stream, List<LedgerEvent> events) {
    return events.stream()
        .filter(e -> e.source().equals(stream))
        .filter(e -> e.payload() instanceof LaneData.PacketSealed)
        .map(e -> ((LaneData.PacketSealed) e.payload()).packetTree())
        .findFirst();
  }

  private int print(Packet packet, @Nullable Hash sealed) {
    boolean differs = sealed != null && !sealed.equals(packet.tree());
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("packetTree", packet.tree().hex()).put("files", packet.size());
      node.put("sealed", sealed == null ? null : sealed.hex()).put("out", out.toString());
      spec.commandLine().getOut().println(VerdictJson.line(node));
    } else {
      String seal = sealed == null ? "not sealed yet" : differs ? "NOT AS SEALED" : "as sealed";
      spec.commandLine()
          .getOut()
          .println(
              "packet tree %s  %d files in %s  %s"
                  .formatted(packet.tree(), packet.size(), out, seal));
      if (differs) {
        spec.commandLine().getOut().println("  sealed    " + sealed);
      }
    }
    spec.commandLine().getOut().flush();
    return differs ? 1 : 0;
  }
}
