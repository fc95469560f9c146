package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.cli.Verbs.Ran;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own, as {@code ledger serve} starts it, and a client beside it. */
class ServeAndAppendTest {
  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/programs/%s\","
          + "\"type\":\"dev.laneledger.program.registered.v1\","
          + "\"data\":{\"program\":\"%s\",\"title\":\"A program\"}}\n";

  @TempDir static Path directory;

  private static Process server;
  private static String url;

  @BeforeAll
  static void serve() throws IOException {
    ServedLedger served = ServedLedger.start(ledger(), directory.resolve("err.txt"));
    server = served.process();
    url = served.url();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.destroy();
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theFirstLineIsTheUrlAndItAnswersThere() throws IOException, InterruptedException {
    assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+");
    HttpResponse<String> checkpoint =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + "/checkpoint")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(checkpoint.body()).startsWith("laneledger.local/");
  }

  @Test
  void linesAreAppendedOnceHoweverOftenTheyAreSent() throws IOException {
    Path file = directory.resolve("two.ndjson");
    Files.writeString(file, EVENT.formatted("a", "A", "A") + EVENT.formatted("b", "B", "B"));

    Ran first = append("owner", file.toString());
    Ran second = append("owner", file.toString());

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out().lines()).hasSize(2).allMatch(l -> l.matches("seq \\d+  leaf .*"));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aRefusalEndsWithOneAndUnusableInputWithTwo() throws IOException {
    Path file = directory.resolve("one.json");
    Files.writeString(file, EVENT.formatted("c", "C", "C"));

    Ran refused = append("lane", file.toString());
    Ran asJson = append("lane", file.toString(), "--json");

    assertThat(refused.exit()).isEqualTo(1);
    Files.writeString(file, "{\"specversion\":\"1.0\"}");
    assertThat(append("lane", file.toString()).exit()).isEqualTo(2);
    assertThat(refused.err()).contains("refused: TYPE_NOT_ALLOWED");
    assertThat(asJson.out()).contains("\"code\":\"TYPE_NOT_ALLOWED\"", "\"todo\":");
  }

  private static Ran append(String role, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("append", "--url", url, "--token-file", ledger() + "/tokens/" + role));
    args.addAll(List.of(more));
    return Verbs.here(args);
  }

  private static Path ledger() {
    return directory.resolve("ledger");
  }
}
