package dev.laneledger.app.cli;

import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.OutsideChecks;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.signing.FirstTokens;
import dev.laneledger.app.signing.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger serve}: the first line on standard output is the URL. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves a ledger over HTTP, and makes it first if there is none.")
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "D",
      defaultValue = "ledger-data",
      description = "the ledger's directory (default: ${DEFAULT-VALUE})")
  private Path dir = ServeOptions.DEFAULT_DIR;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "0 takes a free one (default: ${DEFAULT-VALUE})")
  private int port = ServeOptions.DEFAULT_PORT;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "interface to listen on (default: ${DEFAULT-VALUE}, this machine only)")
  private String host = ServeOptions.DEFAULT_HOST;

  @Option(
      names = "--origin",
      paramLabel = "O",
      description = "a new ledger's name (default: laneledger.local/ and random digits)")
  private @Nullable String origin;

  @Option(
      names = "--public-entries",
      description = "let everybody fetch all entries as tile/entries, without a token")
  private boolean publicEntries;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = {
        "a tlog-policy that names the witnesses to send checkpoints to, and the quorum that must",
        "say what it saw before this ledger signs; it holds at later starts too"
      })
  private @Nullable Path policy;

  @Option(
      names = "--checkpoint-file",
      paramLabel = "FILE",
      description = {
        "keep the last signed checkpoint there as well, on another disk than the ledger:",
        "an older copy of the ledger that is put back cannot sign then; give it at every start"
      })
  private @Nullable Path checkpointFile;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description = {
        "keep the ledger in this PostgreSQL database, jdbc:postgresql://HOST/DATABASE, which several",
        "nodes may share; the directory keeps this node's keys, tokens and views"
      })
  private @Nullable String jdbcUrl;

  @Mixin private AuthorityOptions authority = new AuthorityOptions();
  @Mixin private EdgeFlags edge = new EdgeFlags();

  @Option(names = "--json", description = "print one JSON object instead of the URL")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunningLedger ledger =
        LedgerApplication.start(
            new ServeOptions(
                dir,
                host,
                port,
                origin,
                publicEntries,
                new OutsideChecks(checkpointFile, policy, authority.of()),
                jdbcUrl),
            edge.options());
    Runtime.getRuntime().addShutdownHook(new Thread(ledger::close, "close-ledger"));
    announce(ledger, spec.commandLine().getOut(), spec.commandLine().getErr());
    CountDownLatch never = new CountDownLatch(1);
    do {
      remind(ledger.tokens());
    } while (!never.await(1, TimeUnit.DAYS));
    return 0;
  }

  /** Says daily which principals will soon be locked out. */
  private void remind(Tokens tokens) {
    for (FirstTokens.Ending ending : FirstTokens.ending(tokens, Instant.now())) {
      System.getLogger(ServeCommand.class.getName())
          .log(System.Logger.Level.WARNING, "{0}; run: {1}", ending, ending.todo(dir));
    }
  }

  private void announce(RunningLedger ledger, PrintWriter out, PrintWriter err) {
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("url", ledger.url().toString())
          .put("origin", ledger.origin())
          .put("key", ledger.verifierKey())
          .put("dir", dir.toString());
      out.println(VerdictJson.line(node));
    } else {
      out.println(ledger.url());
    }
    out.flush();
    err.println("origin " + ledger.origin());
    err.println("key    " + ledger.verifierKey());
    String end = FirstTokens.end(ledger.tokens()).map(until -> ", until " + until).orElse("");
    err.println("tokens " + dir.resolve("tokens") + end + "; stop with Ctrl-C");
    if (!ledger.readOnlyReason().isEmpty()) {
      err.println("READ ONLY: " + ledger.readOnlyReason());
    }
    err.flush();
  }
}
