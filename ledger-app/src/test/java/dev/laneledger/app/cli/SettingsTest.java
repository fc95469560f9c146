package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.cli.Verbs.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a verb takes what no flag says: each level names the ledger that it would speak to. */
class SettingsTest {
  private static final String FILE = "http://127.0.0.1:1";

  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();

  /** A file that says the URL, and a token which nobody else reads. */
  private Path file(String more) throws IOException {
    environment.put("HOME", home.toString());
    Path file = Files.createDirectories(home.resolve(".config/laneledger")).resolve("config.toml");
    Files.writeString(file, "url = \"" + FILE + "\"\nprogram = \"P\"\n" + more);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Ran status(String... more) {
    List<String> args = new ArrayList<>(List.of("status"));
    args.addAll(List.of(more));
    return Verbs.here(environment, args);
  }

  /** Whom the verb asked, which is nobody that answers. */
  private static String asked(Ran ran) {
    assertThat(ran.exit()).as(ran.err()).isEqualTo(2);
    return ran.err();
  }

  @Test
  void aFlagCountsBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    file("token = \"t\"\n");

    assertThat(asked(status())).contains("no answer from http://127.0.0.1:1/v1/programs/P");
    environment.put("LANELEDGER_PROGRAM", "Q");
    assertThat(asked(status())).contains("/v1/programs/Q/");
    assertThat(asked(status("--program", "R"))).contains("/v1/programs/R/");
  }

  @Test
  void aKeyThatIsNotKnownIsNamed() throws IOException {
    file("token = \"t\"\ncolour = \"red\"\n");

    assertThat(asked(status())).contains("config.toml has: colour; take it out");
  }

  @Test
  void whatIsNotTomlIsToldWithItsFile() throws IOException {
    file("url is missing\n");

    assertThat(asked(status())).contains("config.toml must be TOML");
  }

  @Test
  void aTokenThatOthersMayReadIsRefusedWithWhatToDo() throws IOException {
    Path file = file("token = \"t\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(asked(status())).contains("run: chmod 600 " + file);
  }

  @Test
  void aTokenFileThatOthersMayReadIsRefusedWithWhatToDo() throws IOException {
    file("token-file = \"my.token\"\n");
    Path token = home.resolve(".config/laneledger/my.token");
    Files.writeString(token, "t\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw----r--"));

    assertThat(asked(status())).contains("run: chmod 600 " + token);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    assertThat(asked(status())).contains("no answer from");
  }

  @Test
  void twoTokensOfOneLevelAreRefused() throws IOException {
    environment.put("LANELEDGER_TOKEN", "t");
    environment.put("LANELEDGER_TOKEN_FILE", "f");

    assertThat(asked(status("--program", "P"))).contains("a token is given once");
  }

  @Test
  void theConfigurationDirectoryMayBeAnother() throws IOException {
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("xdg").toString());
    Path file = Files.createDirectories(home.resolve("xdg/laneledger")).resolve("config.toml");
    Files.writeString(file, "program = 7\n");

    assertThat(asked(status())).contains("program must be text in quotes");
  }
}
