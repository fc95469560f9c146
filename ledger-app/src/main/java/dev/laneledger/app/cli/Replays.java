package dev.laneledger.app.cli;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.app.cli.Verbs.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Verifies and replays an export in two fresh directories, the second under strange settings. */
final class Replays {
  private static final List<String> STRANGE =
      List.of("-Duser.timezone=Pacific/Kiritimati", "-Duser.language=tr", "-Duser.country=TR");

  private final Path bundle;
  private final String key;
  private final Progress progress;

  Replays(Path bundle, String key, Progress progress) {
    this.bundle = bundle;
    this.key = key;
    this.progress = progress;
  }

  List<ReplayRun> run() throws IOException, InterruptedException {
    progress.step("verifying and replaying the export, here and now");
    ReplayRun here = replay("here", (directory, args) -> Verbs.here(args));
    progress.step("again in another JVM: time zone Pacific/Kiritimati, language Turkish");
    ReplayRun there =
        replay(
            "Pacific/Kiritimati, Turkish",
            (directory, args) -> Verbs.inChild(directory, STRANGE, args));
    return List.of(here, there);
  }

  @FunctionalInterface
  private interface Runner {
    Ran run(Path directory, List<String> args) throws IOException, InterruptedException;
  }

  private ReplayRun replay(String where, Runner runner) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("ledger-replay.");
    try {
      Path copy = Files.copy(bundle, directory.resolve("ledger.zip"));
      Ran verify = runner.run(directory, args("verify", copy));
      Ran replay = runner.run(directory, args("replay", copy));
      return new ReplayRun(where, verify.exit(), replay.exit(), json(replay));
    } finally {
      Trees.delete(directory);
    }
  }

  private List<String> args(String verb, Path copy) {
    return List.of(verb, "--bundle", copy.toString(), "--key", key, "--json");
  }

  private static ObjectNode json(Ran ran) {
    try {
      if (CanonicalJson.parse(ran.out().strip().getBytes(StandardCharsets.UTF_8))
          instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonRefusedException e) {
      throw unreadable(ran);
    }
    throw unreadable(ran);
  }

  private static IllegalStateException unreadable(Ran ran) {
    return new IllegalStateException(
        "replay --json must print one object, but ended with "
            + ran.exit()
            + " and printed: "
            + (ran.out() + ran.err()).strip());
  }
}
