package dev.laneledger.app.storage;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStorageEngineTest extends EventStorageEngineContract {
  @TempDir Path directory;
  private LedgerDirectory ledger;

  @Override
  LedgerEventStorageEngine open(InstantSource clock) {
    ledger = Ledgers.withGenesis(directory, clock);
    return new LedgerEventStorageEngine(ledger.writer(), ledger.reader());
  }

  @AfterEach
  void everythingThatIsStoredVerifies() {
    Ledgers.verify(ledger.reader());
    ledger.close();
  }
}
