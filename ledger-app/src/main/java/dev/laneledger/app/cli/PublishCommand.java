package dev.laneledger.app.cli;

import dev.laneledger.app.publish.Publication;
import dev.laneledger.app.publish.PublicationRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger publish}: the tree as files for any static host. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Writes checkpoint and tiles as plain files, for any static host.",
      "Run it again to publish what was signed since; works while a server runs on D.",
      "Exit 0: published; 1: what is there is no prefix of this ledger; 2: unusable input."
    })
final class PublishCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "D",
      required = true,
      description = "the ledger's directory; it is only read")
  private Path dir = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "the directory to publish to")
  private Path out = Path.of("");

  @Option(names = "--public-entries", description = "show everybody all entries as well")
  private boolean publicEntries;

  @Option(names = "--blobs", description = "show everybody all blobs as well")
  private boolean blobs;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      print(Publication.write(dir, out, new Publication.Shown(publicEntries, blobs)));
      return Exits.GOOD;
    } catch (PublicationRefusedException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
      return Exits.REFUSED;
    }
  }

  private void print(Publication.Result result) {
    PrintWriter writer = spec.commandLine().getOut();
    long size = result.checkpoint().size();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("out", out.toString()).put("origin", result.checkpoint().origin());
      node.put("size", size).put("root", result.checkpoint().root().hex());
      node.put("before", result.before()).put("files", result.files());
      node.put("bytes", result.bytes());
      writer.println(VerdictJson.line(node));
    } else {
      writer.println(
          "%s  %d entries, %d of them new  %d files written"
              .formatted(out, size, size - result.before(), result.files()));
    }
    writer.flush();
  }
}
