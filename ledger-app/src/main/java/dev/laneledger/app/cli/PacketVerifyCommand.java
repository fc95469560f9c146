package dev.laneledger.app.cli;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.PacketFault;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.audit.PacketFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger packet verify}: pin, every listed file, and nothing unlisted. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a packet against its manifest and pin: the pin, every listed file, and that",
      "nothing is unlisted. The pin lies in the packet itself: compare the tree with the one",
      "that the ledger sealed, or give that one with --tree.",
      "Exit 0: whole; 1: not what its manifest, pin or --tree says; 2: no packet."
    })
final class PacketVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PACKET", description = "the packet's directory or zip")
  private Path packet = Path.of("");

  @Option(
      names = "--tree",
      paramLabel = "HEX",
      converter = HashConverter.class,
      description = "the packet tree that the ledger sealed")
  private @Nullable Hash tree;

  @Option(names = "--json", description = "print one line of JSON for a machine")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PacketFiles files;
    try {
      files = PacketFiles.read(packet);
    } catch (MaterialUnusableException e) {
      return unusable(String.valueOf(e.getMessage()));
    }
    byte[] manifest = files.manifest();
    if (manifest == null) {
      return unusable(
          "a packet must hold %s, but %s does not".formatted(PacketTree.MANIFEST, packet));
    }
    return check(files, Hash.sha256(manifest));
  }

  private int check(PacketFiles files, Hash actual) {
    List<String> faults = new ArrayList<>();
    if (tree != null && !tree.equals(actual)) {
      faults.add("the packet tree is another\n  expected  " + tree + "\n  actual    " + actual);
    }
    files.faults().stream().map(PacketFault::message).forEach(faults::add);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(VerdictJson.line(toJson(actual, faults)));
    } else {
      String verdict = faults.isEmpty() ? "WHOLE" : "NOT WHOLE";
      out.println("%s  packet tree %s  %d files".formatted(verdict, actual, files.size()));
      out.println("  rests on  " + (tree == null ? "the pin in the packet" : "the tree given"));
      faults.forEach(fault -> out.println(Printable.of(fault)));
    }
    out.flush();
    return faults.isEmpty() ? 0 : 1;
  }

  private static ObjectNode toJson(Hash actual, List<String> faults) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("packetTree", actual.hex()).put("h1", PacketTree.h1(actual));
    ArrayNode list = node.put("whole", faults.isEmpty()).putArray("faults");
    faults.forEach(list::add);
    return node;
  }

  private int unusable(String message) {
    spec.commandLine().getErr().println(Printable.of(spec.qualifiedName() + ": " + message));
    return 2;
  }

  static final class HashConverter implements ITypeConverter<Hash> {
    @Override
    public Hash convert(String value) {
      try {
        return Hash.fromHex(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
