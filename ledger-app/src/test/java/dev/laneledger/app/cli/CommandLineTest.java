package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.signing.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"bogus", "serve --bogus", "append --bogus x", "token", "token bogus", "serve x"})
  void whatIsNotKnownEndsWithTwoAndSaysHowItIsUsed(String line) {
    Ran ran = Verbs.here(List.of(line.split(" ")));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("Usage: ledger").doesNotContain("\tat ");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void everyVerbExplainsItself() {
    for (CommandLine verb : Main.commandLine().getSubcommands().values()) {
      Ran ran = Verbs.here(List.of(verb.getCommandName(), "--help"));

      assertThat(ran.exit()).as(verb.getCommandName()).isZero();
      assertThat(ran.out()).startsWith("Usage: ledger " + verb.getCommandName());
    }
  }

  @Test
  void aVerbThatIsNamedIsMadeAlone() {
    for (String verb : VerbNames.ALL) {
      assertThat(Main.commandLine(Map.of(), List.of(verb, "--help")).getSubcommands().keySet())
          .isEqualTo(verb.equals("completion") ? new LinkedHashSet<>(VerbNames.ALL) : Set.of(verb));
    }
    assertThat(Main.commandLine(Map.of(), List.of("--help")).getSubcommands().keySet())
        .containsExactlyElementsOf(VerbNames.ALL);
  }

  @Test
  void aFileThatIsNotThereIsNamedWithoutAStackTrace() {
    Ran ran = Verbs.here(List.of("append", directory.resolve("none.json").toString()));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("none.json").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", " {\n\"a\":1}\n"})
  void oneJsonObjectIsOneEvent(String body) {
    assertThat(mediaType(body)).isEqualTo("application/cloudevents+json");
  }

  @Test
  void anArrayIsABatchAndSeveralLinesAreNdjson() {
    assertThat(mediaType("[{\"a\":1}]")).isEqualTo("application/cloudevents-batch+json");
    assertThat(mediaType("{\"a\":1}\n{\"a\":2}\n")).isEqualTo("application/x-ndjson");
  }

  @Test
  void aTokenIsCreatedListedAndRevoked() throws IOException {
    String dir = directory.toString();
    Tokens.read(directory).issue("owner:default");
    Path file = directory.resolve("t1");

    assertThat(run("token", "create", "lane:t1", "--dir", dir, "--out", file.toString()).exit())
        .isZero();
    String token = Files.readString(file).strip();
    String list = run("token", "list", "--dir", dir).out();
    String line =
        list.lines().filter(l -> l.contains("  lane:t1  -  created ")).findFirst().orElseThrow();
    Ran revoked = run("token", "revoke", line.substring(0, 12), "--dir", dir, "--json");

    assertThat(list).contains("owner:default").doesNotContain(token);
    assertThat(line).contains("  expires 2").endsWith("  used never");
    assertThat(revoked.out()).contains("\"principal\":\"lane:t1\"");
    assertThat(Tokens.read(directory).principalOf(token)).isEmpty();
  }

  @Test
  void aPrincipalOfAnotherFormIsRefused() throws IOException {
    Tokens.read(directory).issue("owner:default");

    Ran ran = run("token", "create", "Lane", "--dir", directory.toString());

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("a principal must be role:name in lower case, but was: Lane");
  }

  private static Ran run(String... args) {
    return Verbs.here(List.of(args));
  }

  private static String mediaType(String body) {
    return AppendCommand.mediaType(body.getBytes(StandardCharsets.UTF_8));
  }
}
