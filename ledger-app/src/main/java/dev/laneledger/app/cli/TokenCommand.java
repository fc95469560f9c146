package dev.laneledger.app.cli;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.signing.SecretFiles;
import dev.laneledger.app.signing.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ledger token}: bearer tokens of a ledger's directory. A running server takes changes from
 * the next request on. Only a token's SHA-256 is kept, so a list shows hashes.
 */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Creates, revokes and lists the bearer tokens of a ledger's directory.")
final class TokenCommand implements Runnable {
  private static final Pattern PRINCIPAL = Pattern.compile("[a-z]+:[a-z0-9._-]{1,128}");

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "one of create, revoke and list is required, but none was given");
  }

  /** Where the tokens are, and how to answer. */
  static final class Common {
    @Option(
        names = "--dir",
        paramLabel = "D",
        defaultValue = "ledger-data",
        description = "the ledger's directory (default: ${DEFAULT-VALUE})")
    private Path dir = Path.of("ledger-data");

    @Option(names = "--json", description = "answer as JSON")
    private boolean json;

    Tokens tokens() throws IOException {
      if (Files.notExists(dir.resolve("tokens.sha256"))) {
        throw new IOException("no ledger in " + dir + "; name its directory with --dir");
      }
      return Tokens.read(dir);
    }

    void answer(PrintWriter out, String text, ObjectNode node) {
      out.println(json ? VerdictJson.line(node) : text);
      out.flush();
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a token for a principal and prints it; it is kept nowhere else.",
        "The ledger admits it once an administrator has registered the principal"
            + " (ledger.principal-registered)."
      })
  int create(
      @Parameters(paramLabel = "PRINCIPAL", description = "role:name, such as lane:t1")
          String principal,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "write it into this file, mode 600, instead of printing it")
          @Nullable Path file,
      @Mixin Common common)
      throws IOException {
    if (!PRINCIPAL.matcher(principal).matches()) {
      throw new ParameterException(
          spec.commandLine(), "a principal must be role:name in lower case, but was: " + principal);
    }
    String token = common.tokens().issue(principal);
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("principal", principal);
    if (file == null) {
      common.answer(out(), token, node.put("token", token));
    } else {
      SecretFiles.write(file, token + "\n");
      common.answer(out(), "written to " + file, node.put("file", file.toString()));
    }
    return 0;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Makes a token invalid, named by the beginning of its hash.")
  int revoke(
      @Parameters(paramLabel = "HASH", description = "as list shows it; at least 8 digits")
          String beginning,
      @Mixin Common common)
      throws IOException {
    Tokens tokens = common.tokens();
    List<Map.Entry<Hash, String>> found =
        tokens.all().entrySet().stream()
            .filter(t -> t.getKey().hex().startsWith(beginning))
            .toList();
    if (beginning.length() < 8 || found.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "HASH must be 8 digits or more that begin one token's hash, but "
              + found.size()
              + " begin with "
              + beginning);
    }
    Map.Entry<Hash, String> token = found.getFirst();
    tokens.revoke(token.getKey());
    common.answer(out(), "revoked " + line(token), node(token));
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the hash and the principal of every token.")
  int list(@Mixin Common common) throws IOException {
    List<Map.Entry<Hash, String>> all = List.copyOf(common.tokens().all().entrySet());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode array = node.putArray("tokens");
    all.forEach(token -> array.add(node(token)));
    common.answer(out(), String.join("\n", all.stream().map(TokenCommand::line).toList()), node);
    return 0;
  }

  private static String line(Map.Entry<Hash, String> token) {
    return token.getKey().hex() + "  " + token.getValue();
  }

  private static ObjectNode node(Map.Entry<Hash, String> token) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("sha256", token.getKey().hex())
        .put("principal", token.getValue());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
