package dev.laneledger.app.cli;

import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.upkeep.Doctor;
import dev.laneledger.app.upkeep.Found;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger doctor}: what is wrong with a ledger's directory, and what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Examines a ledger's directory: modes, disk, entries, checkpoint, clock and keys.",
      "It changes nothing, and works while a server runs on the directory.",
      "Exit 0: all is well; 1: something is bad; 2: there is no ledger; 3: there are warnings."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int WARNINGS = 3;

  @Option(
      names = "--dir",
      paramLabel = "D",
      defaultValue = "ledger-data",
      description = "the ledger's directory (default: ${DEFAULT-VALUE})")
  private Path dir = Path.of("");

  @Mixin private PinOptions pins = new PinOptions();

  @Option(names = "--json", description = "print one JSON array")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(dir.resolve("ledger.db"))) {
      return unusable(
          "a ledger's directory must hold ledger.db, but there is none in %s: name it with --dir"
              .formatted(dir));
    }
    try {
      List<Found> all = Doctor.examine(dir, pins.pins(), InstantSource.system());
      print(all, spec.commandLine().getOut());
      return exit(all);
    } catch (MaterialUnusableException e) {
      return unusable(String.valueOf(e.getMessage()));
    }
  }

  private void print(List<Found> all, PrintWriter out) {
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      all.forEach(found -> array.add(node(found)));
      out.println(array);
    } else {
      for (Found found : all) {
        out.println(
            Printable.of("%-8s%-12s%s".formatted(word(found), found.subject(), found.found())));
        if (!found.todo().isEmpty()) {
          out.println(Printable.of(" ".repeat(20) + "-> " + found.todo()));
        }
      }
    }
    out.flush();
  }

  private static ObjectNode node(Found found) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("state", word(found))
        .put("subject", found.subject())
        .put("found", found.found())
        .put("todo", found.todo());
  }

  private static String word(Found found) {
    return found.state().name().toLowerCase(Locale.ROOT);
  }

  private static int exit(List<Found> all) {
    if (all.stream().anyMatch(found -> found.state() == Found.State.BAD)) {
      return Exits.REFUSED;
    }
    return all.stream().allMatch(found -> found.state() == Found.State.GOOD) ? 0 : WARNINGS;
  }

  private int unusable(String message) {
    spec.commandLine().getErr().println(Printable.of(spec.qualifiedName() + ": " + message));
    return Exits.UNUSABLE;
  }
}
