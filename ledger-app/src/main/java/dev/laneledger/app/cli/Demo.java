package dev.laneledger.app.cli;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.scenario.LaneRun;
import dev.laneledger.app.scenario.Packet;
import dev.laneledger.app.scenario.Parties;
import dev.laneledger.app.scenario.ProgramRegistration;
import dev.laneledger.app.scenario.Scenario;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays a scenario on a new ledger in {@code dir} and leaves in {@code dir/out}: {@code packet/},
 * {@code report.md}, {@code ledger.zip} (the export), {@code ledger.vkey} (the key to pin) and
 * {@code source/} (the database that was rehearsed for).
 */
final class Demo {
  private final Path dir;
  private final Path out;
  private final Scenario scenario;
  private final Progress progress;

  Demo(Path dir, Scenario scenario, Progress progress) {
    this.dir = dir;
    this.out = dir.resolve("out");
    this.scenario = scenario;
    this.progress = progress;
  }

  DemoResult run() throws IOException, InterruptedException {
    progress.step("starting a ledger in " + dir);
    Played played = play();
    progress.step("checking the packet with sha256sum");
    PacketCheck.Result sha256sum = PacketCheck.run(out.resolve("packet"));
    progress.step("exporting the ledger");
    Path bundle = out.resolve("ledger.zip");
    Verbs.require(Verbs.here(List.of("export", "--dir", dir.toString(), "--out", "" + bundle)));
    List<ReplayRun> replays = new Replays(bundle, played.key(), progress).run();
    return new DemoResult(
        dir, scenario.programId(), scenario.laneId(), played, sha256sum, replays, null);
  }

  /**
   * What the ledger holds after the lane.
   *
   * @param key verifier key of the ledger, to pin
   * @param proofSeq the entry that holds the rollback proof
   * @param conclusions what follows from the lane's events, as its packet says
   */
  record Played(
      String origin,
      String key,
      Hash packetTree,
      long proofSeq,
      List<ObjectNode> conclusions,
      ObjectNode lane,
      ObjectNode blockers,
      ObjectNode decisions,
      ObjectNode tickets) {}

  /** Plays the scenario and writes packet and report. */
  Played play() throws IOException, InterruptedException {
    try (RunningLedger ledger = LedgerApplication.start(ServeOptions.onFreePort(dir))) {
      Files.createDirectories(out);
      progress.detail("it answers at " + ledger.url());
      Parties parties = parties(ledger.url());
      progress.step("registering the program " + scenario.programId());
      new ProgramRegistration(scenario, parties).run();
      progress.step("running the lane " + scenario.laneId());
      Hash tree = new LaneRun(scenario, parties, progress::detail).run(out.resolve("source"));
      progress.step("writing packet and report");
      return collect(ledger, parties.auditor(), tree);
    }
  }

  private Played collect(RunningLedger ledger, LedgerClient auditor, Hash tree)
      throws IOException, InterruptedException {
    Packet packet = Packet.render(auditor, scenario.programId(), scenario.laneId());
    packet.write(out.resolve("packet"));
    Files.writeString(
        out.resolve("report.md"), auditor.report(scenario.programId(), scenario.laneId()));
    Files.writeString(out.resolve("ledger.vkey"), ledger.verifierKey() + "\n");
    long last = Checkpointed.await(auditor);
    String program = "/v1/programs/" + scenario.programId();
    return new Played(
        ledger.origin(),
        ledger.verifierKey(),
        tree,
        proofSeq(auditor),
        packet.conclusions(),
        auditor.projection(program + "/lanes/" + scenario.laneId(), last),
        auditor.projection(program + "/blockers", last),
        auditor.projection(program + "/decisions", last),
        auditor.projection(program + "/tickets/" + scenario.ticketPrefix(), last));
  }

  private long proofSeq(LedgerClient auditor) {
    StreamId lane = StreamId.lane(scenario.programId(), scenario.laneId());
    long[] seq = {0};
    auditor.entries(
        new EntryQuery(0, lane, EventType.LANE_ROLLBACK_PROVEN), entry -> seq[0] = entry.seq());
    return seq[0];
  }

  private Parties parties(URI url) throws IOException {
    return new Parties(
        client(url, "lane"),
        client(url, "operator"),
        client(url, "owner"),
        client(url, "auditor"),
        OwnerKey.read(dir.resolve("keys/owner.pem")).privateKey());
  }

  private LedgerClient client(URI url, String role) throws IOException {
    return new LedgerClient(url, Files.readString(dir.resolve("tokens").resolve(role)).strip());
  }
}
