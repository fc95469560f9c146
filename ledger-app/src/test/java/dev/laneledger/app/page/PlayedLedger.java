package dev.laneledger.app.page;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.scenario.LaneRun;
import dev.laneledger.app.scenario.Parties;
import dev.laneledger.app.scenario.ProgramRegistration;
import dev.laneledger.app.scenario.Scenario;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A served ledger in which the shipped scenario was played, as {@code ledger demo} plays it. */
record PlayedLedger(Path dir, RunningLedger running, Scenario scenario) {

  private static final class Made {
    static final PlayedLedger LEDGER = make();
  }

  /** Made once for all tests that only look at it. */
  static PlayedLedger get() {
    return Made.LEDGER;
  }

  String token(String role) {
    try {
      return Files.readString(dir.resolve("tokens").resolve(role)).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  LedgerClient client(String role) {
    return new LedgerClient(running.url(), token(role));
  }

  /** An entry in the midst of the lane. */
  long entryOfLane() {
    long[] seq = {0};
    client("auditor")
        .entries(
            new EntryQuery(
                0,
                StreamId.lane(scenario.programId(), scenario.laneId()),
                EventType.LANE_ROLLBACK_PROVEN),
            entry -> seq[0] = entry.seq());
    return seq[0];
  }

  URI url() {
    return running.url();
  }

  private static PlayedLedger make() {
    Path dir = Path.of("target", "played-ledger").toAbsolutePath();
    try {
      FileSystemUtils.deleteRecursively(dir);
      RunningLedger running = LedgerApplication.start(ServeOptions.onFreePort(dir));
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
      PlayedLedger ledger = new PlayedLedger(dir, running, Scenario.shipped("fix7"));
      Parties parties =
          new Parties(
              ledger.client("lane"),
              ledger.client("operator"),
              ledger.client("owner"),
              ledger.client("auditor"),
              OwnerKey.read(dir.resolve("keys/owner.pem")).privateKey());
      new ProgramRegistration(ledger.scenario, parties).run();
      new LaneRun(ledger.scenario, parties, line -> {}).run(dir.resolve("source"));
      return ledger;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
