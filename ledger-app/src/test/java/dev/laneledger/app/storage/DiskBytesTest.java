package dev.laneledger.app.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskBytesTest {
  private static final String FOUND = "read twice, and found to be as it was; ".repeat(7);

  @TempDir Path dir;

  private void append(LedgerDirectory ledger, int from, int events) {
    ledger
        .writer()
        .append(
            AppendRequest.of(
                IntStream.range(from, from + events)
                    .mapToObj(i -> event(StreamId.lane("BENCH-1", "l" + i % 8), i))
                    .toArray(PendingEvent[]::new)));
  }

  private static PendingEvent event(StreamId lane, int i) {
    return pending(
        EventDraft.of(
            "%012d".formatted(i),
            lane,
            EventType.LANE_SURFACE_CLASSIFIED,
            new LaneData.SurfaceClassified(
                "table of the source", "CLASSIFIED_SAFE", FOUND, null, null, null, null)));
  }

  private static PendingEvent pending(EventDraft draft) {
    return new PendingEvent(draft, "lane:default", PendingEvent.NEXT);
  }

  private static void begin(LedgerDirectory ledger) {
    ledger
        .writer()
        .append(
            AppendRequest.of(
                pending(
                    EventDraft.of(
                        "created",
                        StreamId.LEDGER,
                        EventType.LEDGER_CREATED,
                        new LedgerData.Created(
                            "laneledger/1", "o", List.of(), List.of(), List.of())))));
  }

  @Test
  void aLedgerTakesLittleMoreOfTheDiskThanItsCanonicalBytes() throws IOException {
    long canonical = 0;
    try (LedgerDirectory ledger = LedgerDirectory.open(dir, Clock.systemUTC())) {
      begin(ledger);
      for (int i = 0; i < 20; i++) {
        append(ledger, i * 500, 500);
      }
      for (Entry entry : ledger.reader().entries(0, 20_000)) {
        canonical += entry.bytes().length;
      }
      assertThat(canonical / 10_000).isBetween(570L, 610L);
    }
    double ratio = (double) Files.size(dir.resolve("ledger.db")) / canonical;
    assertThat(ratio).isLessThan(1.32);
  }

  @Test
  void aLedgerOfSmallerPagesIsWrittenOn() throws SQLException, IOException {
    Path file = dir.resolve("ledger.db");
    try (Connection made = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = made.createStatement()) {
      statement.execute("PRAGMA page_size = 4096");
      statement.execute("VACUUM");
    }
    try (LedgerDirectory ledger = LedgerDirectory.open(dir, Clock.systemUTC())) {
      begin(ledger);
      append(ledger, 0, 100);
    }
    try (LedgerDirectory again = LedgerDirectory.open(dir, Clock.systemUTC())) {
      append(again, 100, 100);
      assertThat(again.reader().size()).isEqualTo(201);
    }
    assertThat(pageSize(file)).isEqualTo(4_096);
  }

  private static int pageSize(Path file) throws SQLException {
    try (Connection made = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = made.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA page_size")) {
      return row.getInt(1);
    }
  }
}
