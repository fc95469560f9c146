package dev.laneledger.app.cli;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.signing.SecretFiles;
import dev.laneledger.app.signing.Token;
import dev.laneledger.app.signing.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
 * the next request on. Only a token's SHA-256 is kept, so a list shows hashes, and names.
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
              names = "--name",
              paramLabel = "N",
              defaultValue = "-",
              description = "what people call it, as list shows it")
          String name,
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "90",
              description = "it expires after so many days (default: ${DEFAULT-VALUE}); 0: never")
          int days,
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
    Instant expires = expiry(days);
    String token = issue(common.tokens(), principal, name, expires);
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("principal", principal);
    node.put("name", name).put("expires", expires == null ? null : expires.toString());
    if (file == null) {
      common.answer(out(), token, node.put("token", token));
    } else {
      SecretFiles.write(file, token + "\n");
      common.answer(out(), "written to " + file, node.put("file", file.toString()));
    }
    return 0;
  }

  private @Nullable Instant expiry(int days) {
    if (days < 0) {
      throw new ParameterException(
          spec.commandLine(), "--days must be 0 or more, but was: " + days);
    }
    return days == 0
        ? null
        : Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(days));
  }

  private String issue(Tokens tokens, String principal, String name, @Nullable Instant expires)
      throws IOException {
    try {
      return tokens.issue(principal, name, expires);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage());
    }
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
    List<Map.Entry<Hash, Token>> found =
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
    Map.Entry<Hash, Token> token = found.getFirst();
    tokens.revoke(token.getKey());
    common.answer(out(), "revoked " + line(token), node(token));
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists of every token: hash, principal, name, when it was made, when it expires,",
        "and when it was last used, to the minute."
      })
  int list(@Mixin Common common) throws IOException {
    Tokens tokens = common.tokens();
    SortedMap<Hash, Instant> uses = tokens.lastUses();
    List<Map.Entry<Hash, Token>> all = List.copyOf(tokens.all().entrySet());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode array = node.putArray("tokens");
    all.forEach(token -> array.add(node(token).put("lastUsed", text(uses.get(token.getKey())))));
    List<String> lines =
        all.stream()
            .map(token -> line(token) + "  used " + text(uses.get(token.getKey()), "never"))
            .toList();
    common.answer(out(), String.join("\n", lines), node);
    return 0;
  }

  private static String line(Map.Entry<Hash, Token> token) {
    Token known = token.getValue();
    return String.join(
        "  ",
        token.getKey().hex(),
        known.principal(),
        known.name(),
        "created " + text(known.created(), "-"),
        "expires " + text(known.expires(), "never"));
  }

  private static ObjectNode node(Map.Entry<Hash, Token> token) {
    Token known = token.getValue();
    return JsonNodeFactory.instance
        .objectNode()
        .put("sha256", token.getKey().hex())
        .put("principal", known.principal())
        .put("name", known.name())
        .put("created", text(known.created()))
        .put("expires", text(known.expires()));
  }

  private static String text(@Nullable Instant instant, String otherwise) {
    return instant == null ? otherwise : instant.toString();
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
