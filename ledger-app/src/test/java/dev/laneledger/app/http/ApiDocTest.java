package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.app.cli.LedgerVerb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The examples of docs/api.md, in their order, with a real curl against a real server. An example
 * must be answered as the JSON behind it shows, where {@code …} stands for anything; one without
 * that must be answered well.
 */
class ApiDocTest {
  private static final Path DOC = Path.of("..", "docs", "api.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|json)\n(.*?)^```$");
  private static final Pattern VERB = Pattern.compile("(?m)^\\./ledger (.*)$");

  /** Tells the status of each request where no body goes. */
  private static final String CURL =
      "set -eu\ncurl() { command curl --max-time 60 -w '%{stderr}%{http_code}\\n' \"$@\"; }\n";

  @TempDir private Path dir;

  private record Answered(String out, List<Integer> statuses) {}

  @Test
  void every_example_is_answered_as_it_is_shown() throws Exception {
    assumeTrue(isThere("curl"), "needs curl");
    int compared = 0;
    try (LedgerServer server = new LedgerServer(dir.resolve("ledger"))) {
      Answered answered = new Answered("", List.of());
      List<MatchResult> blocks = BLOCK.matcher(Files.readString(DOC)).results().toList();
      for (int i = 0; i < blocks.size(); i++) {
        String text = blocks.get(i).group(2);
        if (blocks.get(i).group(1).equals("json")) {
          assertShows(text, answered);
          compared++;
          continue;
        }
        boolean shown = i + 1 < blocks.size() && blocks.get(i + 1).group(1).equals("json");
        answered = run(server, text);
        if (!shown) {
          assertThat(answered.statuses()).as(text + answered.out()).allMatch(s -> s / 100 == 2);
        }
        assertThat(answered.statuses()).as(text).hasSize(text.split("\\bcurl ", -1).length - 1);
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(3);
  }

  private Answered run(LedgerServer server, String text) throws Exception {
    String setting = "U=%s\nT=%s\n".formatted(server.url(), server.dir.resolve("tokens"));
    Path err = dir.resolve("err");
    Process bash =
        new ProcessBuilder("bash", "-c", CURL + setting + VERB.matcher(text).replaceAll(""))
            .directory(dir.toFile())
            .redirectError(err.toFile())
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(60, TimeUnit.SECONDS)).as(text).isTrue();
    assertThat(bash.exitValue()).as(text + out + Files.readString(err)).isZero();
    for (MatchResult verb : VERB.matcher(text).results().toList()) {
      String line = verb.group(1).replace("VKEY", server.key().encode());
      String[] words = line.replace("b1.json", dir.resolve("b1.json").toString()).split(" ");
      assertThat(LedgerVerb.run(words).exit()).as(line).isZero();
    }
    return new Answered(
        out,
        Files.readAllLines(err).stream()
            .filter(line -> line.matches("[0-9]{3}"))
            .map(Integer::valueOf)
            .toList());
  }

  /** The status that a problem names, or one of success; and the members that are shown. */
  private static void assertShows(String json, Answered answered) {
    JsonNode shown = parsed(json.replaceAll(", *…", ""));
    int status = answered.statuses().getLast();
    if (shown.has("status")) {
      assertThat(status).as(answered.out()).isEqualTo(shown.path("status").asInt());
    } else {
      assertThat(status / 100).as(answered.out()).isEqualTo(2);
    }
    assertShows("", shown, parsed(answered.out()));
  }

  private static void assertShows(String where, JsonNode shown, JsonNode given) {
    if (shown.isObject()) {
      shown
          .properties()
          .forEach(
              m -> assertShows(where + "/" + m.getKey(), m.getValue(), given.path(m.getKey())));
    } else if (shown.isArray()) {
      assertThat(given.size()).as(where + " of " + given).isEqualTo(shown.size());
      for (int i = 0; i < shown.size(); i++) {
        assertShows(where + "/" + i, shown.path(i), given.path(i));
      }
    } else if (where.endsWith("/seq")) {
      assertThat(given.isIntegralNumber()).as(where + ", among attestations").isTrue();
    } else if (shown.asString().endsWith("…")) {
      assertThat(given.asString("")).as(where).isNotEmpty();
    } else {
      assertThat(given).as(where).isEqualTo(shown);
    }
  }

  private static JsonNode parsed(String json) {
    return CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
