package dev.laneledger.app.foreign;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.OutsideChecks;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.publish.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.util.FileSystemUtils;

/**
 * What a stranger fetches of a ledger that grows to more than one full tile, as files:
 *
 * <pre>
 * published/                   as publish writes it: checkpoint, tiles, entries
 * old.checkpoint               of an earlier size
 * consistency.json             the answer of /v1/consistency from that size to the published one
 * SEQ.proof                    the answers of /v1/events/SEQ/proof
 * </pre>
 *
 * Its name is a host, as Sigstore's logs are named.
 */
record StrangersCopy(Path dir, String vkey) {
  static final String ORIGIN = "ledger.example";

  /** The first entry, both sides of the end of a tile, and one of the last tile. */
  static final List<Long> PROVEN = List.of(0L, 255L, 256L, 300L);

  private static final int BLOCKERS = 300;
  private static final StreamId PROGRAM = StreamId.program("P");

  private static final class Made {
    static final StrangersCopy COPY = make();
  }

  /** Made once, and left to look at. */
  static StrangersCopy get() {
    return Made.COPY;
  }

  Path published() {
    return dir.resolve("published");
  }

  List<Path> proofs() {
    return PROVEN.stream().map(seq -> dir.resolve(seq + ".proof")).toList();
  }

  private static StrangersCopy make() {
    Path dir = Path.of("target", "strangers-copy").toAbsolutePath();
    try {
      FileSystemUtils.deleteRecursively(dir);
      ServeOptions options =
          new ServeOptions(
              dir.resolve("ledger"),
              ServeOptions.DEFAULT_HOST,
              0,
              ORIGIN,
              true,
              OutsideChecks.NONE);
      try (RunningLedger running = LedgerApplication.start(options)) {
        return fetched(dir, running);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static StrangersCopy fetched(Path dir, RunningLedger running) throws IOException {
    LedgerClient owner = client(dir, running, "owner");
    LedgerClient auditor = client(dir, running, "auditor");
    VerifierKey key = VerifierKey.parse(running.verifierKey());
    owner.appendAndProve(
        EventDraft.of(
            "program",
            PROGRAM,
            EventType.PROGRAM_REGISTERED,
            new ProgramData.Registered("P", "A program", null)),
        key);
    String old = owner.checkpoint();
    Files.writeString(dir.resolve("old.checkpoint"), old);
    owner.appendAndProve(
        IntStream.range(0, BLOCKERS).mapToObj(StrangersCopy::blocker).toList(), key);
    for (long seq : PROVEN) {
      Files.write(dir.resolve(seq + ".proof"), auditor.read("/v1/events/" + seq + "/proof"));
    }
    Publication.Result published =
        Publication.write(
            dir.resolve("ledger"), dir.resolve("published"), new Publication.Shown(true, true));
    String sizes =
        "from="
            + old.lines().skip(1).findFirst().orElseThrow()
            + "&to="
            + published.checkpoint().size();
    Files.write(dir.resolve("consistency.json"), auditor.read("/v1/consistency?" + sizes));
    return new StrangersCopy(dir, running.verifierKey());
  }

  private static LedgerClient client(Path dir, RunningLedger running, String role)
      throws IOException {
    String token = Files.readString(dir.resolve("ledger/tokens").resolve(role)).strip();
    return new LedgerClient(running.url(), token);
  }

  private static EventDraft blocker(int i) {
    return EventDraft.of(
        "raise-" + i,
        PROGRAM,
        EventType.BLOCKER_RAISED,
        new ProgramData.BlockerRaised(
            "B-" + i,
            "what stops it",
            List.of(Role.OWNER),
            List.of(),
            "decide",
            List.of(new ProgramData.Leg("all", Role.OWNER, Strength.ANALYSIS, List.of()))));
  }
}
