package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.signing.OwnerKey;
import dev.laneledger.app.signing.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** A really started ledger, and an owner at the command line. */
final class OwnersLedger implements AutoCloseable {
  static final String PACKET = "next";

  /** The seq in what an owner's verb prints, in words or as JSON. */
  private static final Pattern RECEIPT = Pattern.compile("(?:recorded  seq |\"seq\":)(\\d+)");

  final Path dir;
  final RunningLedger running;
  private long last;

  OwnersLedger(Path dir) {
    this.dir = dir;
    this.running = LedgerApplication.start(ServeOptions.onFreePort(dir));
  }

  LedgerClient client(String role) throws IOException {
    return new LedgerClient(running.url(), Files.readString(dir.resolve("tokens/" + role)).strip());
  }

  OwnerKey ownerKey() throws IOException {
    return OwnerKey.read(dir.resolve("keys/owner.pem"));
  }

  /** A program whose newest packet offers HOLD_IT and GO_ON; the latter requires the grant. */
  void program(String program, String... grants) throws IOException {
    send(
        client("owner"),
        draft(
            program,
            "program",
            EventType.PROGRAM_REGISTERED,
            new ProgramData.Registered(program, "a test", null)));
    publish(program, PACKET, grants);
  }

  /** A packet that offers HOLD_IT and GO_ON; the latter requires the grants. */
  void publish(String program, String packet, String... grants) throws IOException {
    List<Requirement> requires =
        Arrays.stream(grants).map(g -> new Requirement(g, null, null, null, null)).toList();
    send(
        client("owner"),
        draft(
            program,
            packet,
            EventType.PACKET_PUBLISHED,
            new ProgramData.PacketPublished(
                packet,
                "HOLD_IT",
                List.of(
                    new ProgramData.Option("HOLD_IT", List.of()),
                    new ProgramData.Option("GO_ON", requires)),
                1,
                null)));
  }

  void raiseBlocker(String program) throws IOException {
    ProgramData.Leg leg = new ProgramData.Leg("proof", Role.LANE, Strength.ANALYSIS, List.of());
    send(
        client("owner"),
        draft(
            program,
            "raise",
            EventType.BLOCKER_RAISED,
            new ProgramData.BlockerRaised(
                "B", "s", List.of(Role.LANE), List.of("PRODUCTION"), "prove it", List.of(leg))));
  }

  /** A lane of another name whose person is the one who decides for the default owner. */
  LedgerClient laneOfTheOwner() throws IOException {
    EventDraft registered =
        EventDraft.of(
            "lane-of-owner",
            StreamId.LEDGER,
            EventType.PRINCIPAL_REGISTERED,
            new LedgerData.PrincipalRegistered("lane:owners", "owner-default"));
    send(client("admin"), registered);
    return new LedgerClient(running.url(), Tokens.read(dir).issue("lane:owners"));
  }

  static List<EventDraft> opening(String program, String lane, String token) {
    return List.of(
        draft(
            program,
            "consume-" + lane,
            EventType.DECISION_CONSUMED,
            new ProgramData.Consumed(token, lane)),
        EventDraft.of(
            "open",
            StreamId.lane(program, lane),
            EventType.LANE_OPENED,
            new LaneData.Opened("M", "REHEARSAL_ONLY", "host", "2026-06-12", token)));
  }

  static EventDraft draft(String program, String id, EventType type, EventData data) {
    return EventDraft.of(id, StreamId.program(program), type, data);
  }

  void send(LedgerClient client, EventDraft... events) {
    last = client.append(List.of(events)).getLast().seq();
  }

  /** Opens a lane with what was decided. */
  void open(String program, String lane) throws IOException {
    send(client("lane"), opening(program, lane, "GO_ON").toArray(EventDraft[]::new));
  }

  /** Asserts that the ledger refuses the batch with that code, and tells what to do. */
  static void refused(LedgerClient client, List<EventDraft> events, String code) {
    LedgerRefusedException refusal =
        catchThrowableOfType(LedgerRefusedException.class, () -> client.append(events));
    assertThat(refusal).as("the ledger must refuse").isNotNull();
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.todo()).isNotEmpty();
  }

  /** Asserts that a lane cannot be opened, for that reason. */
  void notOpened(String program, String lane, String code) throws IOException {
    refused(client("lane"), opening(program, lane, "GO_ON"), code);
  }

  /** An owner's verb, once the checkpoint covers what was sent so far. */
  Ran owner(String program, String verb, String... more) throws IOException {
    awaitCheckpoint();
    List<String> args = new ArrayList<>(List.of(verb, "--program", program, "--reason", "safe"));
    args.addAll(List.of("--url", running.url().toString()));
    args.addAll(List.of("--token-file", dir.resolve("tokens/owner").toString()));
    args.addAll(List.of(more));
    if (!args.contains("--key")) {
      args.addAll(List.of("--key", dir.resolve("keys/owner.pem").toString()));
    }
    Ran ran = Verbs.here(args);
    Matcher receipt = RECEIPT.matcher(ran.out());
    last = receipt.find() ? Long.parseLong(receipt.group(1)) : last;
    return ran;
  }

  /** Until the checkpoint covers what was sent so far. */
  void awaitCheckpoint() throws IOException {
    LedgerClient auditor = client("auditor");
    await(() -> size(auditor) > last);
  }

  Ran decide(String program, String option, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("--option", option));
    args.addAll(List.of(more));
    if (!args.contains("--packet")) {
      args.addAll(List.of("--packet", PACKET));
    }
    return owner(program, "decide", args.toArray(String[]::new));
  }

  /** The decisions of the program, with everything that is durable now. */
  ObjectNode decisions(String program) throws IOException {
    return client("owner").projection("/v1/programs/" + program + "/decisions", last);
  }

  String effective(String program) throws IOException {
    return decisions(program).path("effective").asString();
  }

  private static long size(LedgerClient client) {
    return Long.parseLong(client.checkpoint().lines().skip(1).findFirst().orElse("0"));
  }

  static void await(BooleanSupplier reached) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    running.close();
  }
}
