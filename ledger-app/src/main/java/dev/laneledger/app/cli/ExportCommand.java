package dev.laneledger.app.cli;

import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.audit.Bundle;
import dev.laneledger.app.audit.OfflineLedger;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger export}: the whole ledger in one file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a ledger into one file for an auditor.",
      "It is a zip of the entries, the blobs and the newest signed checkpoint.",
      "The same state gives the same bytes. Works while a server runs on the directory."
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(
      names = "--out",
      paramLabel = "F",
      required = true,
      description = "the file to write; one that exists is replaced")
  private Path out = Path.of("");

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (OfflineLedger opened = ledger.open()) {
      print(write(opened), Files.size(out));
      return 0;
    } catch (MaterialUnusableException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed("cannot write " + out + ": " + e.getMessage());
    }
  }

  /** Writes beside the file and puts it in place at the end, so that no half of one is left. */
  private long write(OfflineLedger opened) throws IOException {
    Path parent = out.toAbsolutePath().getParent();
    Path part = Files.createTempFile(parent, "export-", ".part");
    try {
      long size;
      try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(part))) {
        size = Bundle.write(opened, stream);
      }
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
      return size;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void print(long entries, long bytes) {
    PrintWriter writer = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("file", out.toString()).put("entries", entries).put("bytes", bytes);
      writer.println(VerdictJson.line(node));
    } else {
      writer.println("%s  %d entries  %d bytes".formatted(out, entries, bytes));
    }
    writer.flush();
  }

  private int failed(String message) {
    spec.commandLine().getErr().println(Printable.of(spec.qualifiedName() + ": " + message));
    return 2;
  }
}
