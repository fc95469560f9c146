package dev.laneledger.app.cli;

import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.projections.compare.Comparison;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger diff}: where two copies of a ledger part. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Compares two copies of a ledger, each a directory, an exported bundle, or a server.",
      "It finds the first entry that differs by subtree hashes, shows the fields in which it",
      "differs, and the rows of the projections that came out differently because of it.",
      "It proves neither copy: use ledger verify on each.",
      "Exit 0: equal, or one continues the other; 1: they part; 2: unusable input."
    })
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "a directory, a bundle, or a URL")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "a directory, a bundle, or a URL")
  private String second = "";

  @Option(
      names = "--token-file",
      paramLabel = "T",
      description = "file with an auditor's bearer token, for URLs")
  private @Nullable Path tokenFile;

  @Mixin private CaOption ca = new CaOption();

  @Option(
      names = "--quick",
      description = "believe the hashes that are kept: reads only some, for copies that are proven")
  private boolean quick;

  @Option(names = "--json", description = "print one line of JSON for a machine")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (OfflineLedger a = open(first);
        OfflineLedger b = open(second)) {
      return print(
          quick
              ? Comparison.byHashes(a.compared(), b.compared())
              : Comparison.of(a.compared(), b.compared()));
    } catch (MaterialUnusableException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
      return Exits.UNUSABLE;
    }
  }

  private OfflineLedger open(String copy) {
    if (copy.startsWith("http://") || copy.startsWith("https://")) {
      return OfflineLedger.server(ca.client(URI.create(copy), TokenFile.read(tokenFile)));
    }
    Path path = Path.of(copy);
    return Files.isDirectory(path) ? OfflineLedger.directory(path) : OfflineLedger.bundle(path);
  }

  private int print(Comparison comparison) {
    boolean parted = comparison.relation() == Comparison.Relation.PARTED;
    int exit =
        parted || !comparison.rootA().equals(comparison.rootB()) ? Exits.REFUSED : Exits.GOOD;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(VerdictJson.line(DiffJson.of(comparison, exit)));
    } else {
      new DiffText(out).print(comparison);
    }
    out.flush();
    return exit;
  }
}
