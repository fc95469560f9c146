package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.app.command.AppendResult;
import dev.laneledger.app.storage.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One ledger in a PostgreSQL database, as its nodes open it. */
final class SharedLedgerTest {
  @TempDir Path temporary;
  private final String url = PostgresServer.newDatabase();

  @Test
  void aLedgerInADatabaseGoesOnAfterARestart() {
    AppendResult first;
    try (TestLedger ledger = new TestLedger(temporary.resolve("a"), url)) {
      first = ledger.append(TestLedger.OWNER, TestLedger.program());
      assertThat(ledger.seen().state().programs()).containsKey("P");
    }
    try (TestLedger ledger = new TestLedger(temporary.resolve("a"), url)) {
      AppendResult again = ledger.append(TestLedger.OWNER, TestLedger.program());
      assertThat(again.anyNew()).isFalse();
      assertThat(again.receipts()).isEqualTo(first.receipts());
      ledger.append(TestLedger.OPERATOR, TestLedger.tickets());
      assertThat(ledger.seen().state().programs()).containsKey("P");
    }
  }

  @Test
  void aDirectoryOfANodeIsNoLedgerOfItsOwnAndTheOtherWayRound() {
    new TestLedger(temporary.resolve("node"), url).close();
    assertThatThrownBy(() -> new TestLedger(temporary.resolve("node")))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContaining("name it with --jdbc-url");
    new TestLedger(temporary.resolve("own")).close();
    assertThatThrownBy(() -> new TestLedger(temporary.resolve("own"), url))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContaining("must not hold a ledger of its own");
  }

  @Test
  void aNodeWithAnotherLogKeyIsRefused() {
    new TestLedger(temporary.resolve("a"), url).close();
    assertThatThrownBy(() -> new TestLedger(temporary.resolve("b"), url))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContaining("keys/log.key");
  }

  @Test
  void aServerThatTakesNoWritesIsRefused() {
    String name = PostgresServer.ask(url, "SELECT current_database()");
    PostgresServer.execute(
        url, "ALTER DATABASE " + name + " SET default_transaction_read_only = on");
    assertThatThrownBy(() -> new TestLedger(temporary.resolve("a"), url))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContaining("name the primary, not a standby");
  }
}
