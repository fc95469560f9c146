package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.cli.Verbs.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A served ledger with programs in which a lane may be opened with GO_ON. */
final class LaneScene implements AutoCloseable {
  static final byte[] PLAN = "add one row\n".getBytes(StandardCharsets.UTF_8);

  final OwnersLedger ledger;

  LaneScene(Path dir) {
    this.ledger = new OwnersLedger(dir);
  }

  /** A program with a pinned plan, whose owner has decided for GO_ON. */
  void program(String program) throws IOException {
    ledger.program(program);
    Hash plan = ledger.client("owner").putBlob(PLAN);
    ledger.send(
        ledger.client("owner"),
        OwnersLedger.draft(
            program,
            "plan",
            EventType.DOCUMENT_PINNED,
            new ProgramData.DocumentPinned("plan.md", 1, null, PLAN.length, plan, null, null)));
    Verbs.require(ledger.decide(program, "GO_ON"));
  }

  /** What a lane's environment says. */
  Map<String, String> environment(String program, String lane) {
    Map<String, String> environment = new HashMap<>();
    environment.put("LANELEDGER_URL", ledger.running.url().toString());
    environment.put("LANELEDGER_TOKEN_FILE", ledger.dir.resolve("tokens/lane").toString());
    environment.put("LANELEDGER_PROGRAM", program);
    environment.put("LANELEDGER_LANE", lane);
    return environment;
  }

  /** Runs a verb as a lane of the program. */
  Ran lane(String program, String lane, String... args) {
    return Verbs.here(environment(program, lane), new ArrayList<>(List.of(args)));
  }

  @Override
  public void close() {
    ledger.close();
  }
}
