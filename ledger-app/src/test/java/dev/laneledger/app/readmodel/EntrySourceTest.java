package dev.laneledger.app.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.app.storage.PostgresServer;
import dev.laneledger.app.storage.SharedDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told to be durable and is not there, as after a loss that nobody has noticed yet. */
final class EntrySourceTest {
  private final String url = PostgresServer.newDatabase();
  @TempDir private Path dir;

  private LedgerDirectory open(String name) {
    return LedgerDirectory.open(
        dir.resolve(name), new SharedDatabase(url, Duration.ofSeconds(1)), Clock.systemUTC());
  }

  @Test
  void aPageThatIsNotWholeIsNotGiven() {
    try (LedgerDirectory ledger = open("one")) {
      new SomeEvents(ledger.writer(), new SplittableRandom(3)).append(5);
      LedgerReader reader = ledger.reader();
      int size = (int) reader.size();
      assertThat(new EntrySource.Page(reader, 1, size - 1).entries()).hasSize(size - 1);
      try (LedgerDirectory other = open("other")) {
        assertThatThrownBy(() -> new EntrySource.Page(other.reader(), 1, size).entries())
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("the database has " + (size - 1) + " of them");
      }
    }
  }

  /** Whoever passed it over would never fold it, and nothing that comes after it. */
  @Test
  void aViewGoesOnOnceTheEntryIsThereThatWasMissing() throws Exception {
    try (LedgerDirectory one = open("one")) {
      SomeEvents events = new SomeEvents(one.writer(), new SplittableRandom(4));
      events.append(5);
      long size = one.reader().size();
      try (LedgerDirectory other = open("other");
          LedgerReadModel model = LedgerReadModel.start(other)) {
        PostgresServer.execute(url, "UPDATE head SET size = size + 1; NOTIFY laneledger, 'more'");
        await().until(() -> other.reader().newSize() == size + 1);
        PostgresServer.execute(url, "UPDATE head SET size = size - 1");
        events.append(2);
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() ->
                assertThat(model.queries().view().position()).isEqualTo(one.reader().size() - 1));
      }
    }
  }
}
