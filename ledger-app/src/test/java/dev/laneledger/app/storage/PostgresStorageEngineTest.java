package dev.laneledger.app.storage;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class PostgresStorageEngineTest extends EventStorageEngineContract {
  @TempDir Path directory;
  private LedgerDirectory ledger;

  @Override
  LedgerEventStorageEngine open(InstantSource clock) {
    SharedDatabase database = SharedDatabase.of(PostgresServer.newDatabase());
    ledger = LedgerDirectory.open(directory, database, clock);
    ledger.writer().append(AppendRequest.of(Ledgers.genesis()));
    return new LedgerEventStorageEngine(ledger.writer(), ledger.reader());
  }

  @AfterEach
  void everythingThatIsStoredVerifies() {
    Ledgers.verify(ledger.reader());
    ledger.close();
  }
}
