package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.verify.EntryListener;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.signing.OwnerKey;
import dev.laneledger.projections.replay.Replay;
import dev.laneledger.projections.replay.ReplayReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger replay}: proves the bytes and the meaning. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Proves a ledger's bytes and their meaning.",
      "It verifies, folds every projection and compares the attested states, decides every",
      "batch and every refused input again, renders every packet and report again, and names",
      "the first entry that differs. With --attest an auditor signs the result, and the server",
      "records it: a packet that was rendered again so counts as reproduced.",
      "Exit 0: all reached again; 1: tampered or diverging; 2: unusable input; 3: gaps."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Mixin private AuditOptions options = new AuditOptions();

  @Option(
      names = "--attest",
      paramLabel = "FILE",
      description = {
        "sign the result with this private key, PKCS#8 PEM, which is registered for the auditor",
        "of --token-file, and append it (ledger.replay-attested); it says what was found"
      })
  private @Nullable Path attest;

  @Option(
      names = "--attest-to",
      paramLabel = "U",
      description = "the server that records it (default: the one of --url)")
  private @Nullable URI attestTo;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return options.run(spec, this::replay);
  }

  private int replay(OfflineLedger ledger, Pins pins) {
    OwnerKey key = attest == null ? null : key(attest);
    LedgerClient server = attest == null ? null : options.client(attestTo);
    long start = System.nanoTime();
    ReplayReport report;
    Auditors auditors = new Auditors();
    try (EntryProgress progress = new EntryProgress(spec.commandLine().getErr())) {
      report =
          Replay.of(
              ledger,
              pins,
              new EntryListener() {
                @Override
                public void entry(Entry entry) {
                  auditors.accept(entry.event());
                }

                @Override
                public void verified(long size) {
                  progress.verified(size);
                }
              });
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    PrintWriter out = spec.commandLine().getOut();
    if (!options.json()) {
      print(report, seconds, new VerdictText(out));
      out.flush();
    }
    Receipt receipt =
        key == null || server == null ? null : server.append(auditors.attest(report, key).draft());
    if (options.json()) {
      ObjectNode node = json(report);
      node.set("attested", receipt == null ? null : EventJson.toTree(receipt));
      out.println(VerdictJson.line(node));
    } else if (receipt != null) {
      out.println(
          "attested  " + report.verdict() + "  seq " + receipt.seq() + "  leaf " + receipt.leaf());
    }
    out.flush();
    return report.verdict().exitCode();
  }

  private static OwnerKey key(Path file) {
    try {
      return OwnerKey.read(file);
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot read the auditor's key: " + e.getMessage(), e);
    }
  }

  private static void print(ReplayReport report, double seconds, VerdictText text) {
    text.head(report.verdict(), report.bytes(), seconds);
    text.line(
        "  reached again  %d verdicts, %d refusals, %d attestations (the newest over %d entries)",
        report.decided(), report.refusals(), report.attestations(), report.attestedSize());
    report
        .states()
        .forEach((program, states) ->
            states.forEach(
                (projection, hash) -> text.line("  state   %s  %s %s", hash, program, projection)));
    for (ReplayReport.LaneResult lane : report.lanes()) {
      if (lane.packetTree() != null) {
        text.line("  packet  %s  %s (%d files)", lane.packetTree(), lane.lane(), lane.files());
      }
      if (lane.report() != null) {
        text.line("  report  %s  %s", lane.report(), lane.lane());
      }
    }
    text.leavesOpen("whether what was recorded is true, and who stood behind a token");
    text.findings(report.findings(), report.total());
  }

  private static ObjectNode json(ReplayReport report) {
    ObjectNode node =
        VerdictJson.of(report.verdict(), report.bytes(), report.findings(), report.total());
    node.put("decided", report.decided()).put("refusals", report.refusals());
    node.put("attestations", report.attestations()).put("attestedSize", report.attestedSize());
    ObjectNode programs = node.putObject("programs");
    report
        .states()
        .forEach((program, states) -> {
          ObjectNode hashes = programs.putObject(program);
          states.forEach((projection, hash) -> hashes.put(projection, hash.hex()));
        });
    ArrayNode packets = node.putArray("packets");
    ArrayNode reports = node.putArray("reports");
    for (ReplayReport.LaneResult lane : report.lanes()) {
      if (lane.packetTree() != null) {
        ObjectNode packet = packets.addObject().put("lane", lane.lane().path());
        packet.put("packetTree", lane.packetTree().hex()).put("files", lane.files());
      }
      if (lane.report() != null) {
        reports.addObject().put("lane", lane.lane().path()).put("sha256", lane.report().hex());
      }
    }
    return node;
  }
}
