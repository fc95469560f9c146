package dev.laneledger.app.cli;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import java.util.concurrent.TimeUnit;

/** Waits until a signed checkpoint covers what was appended. */
final class Checkpointed {
  private static final int TRIES = 200;
  private static final long PAUSE_MILLIS = 50;

  private Checkpointed() {}

  /**
   * Waits for a checkpoint over every entry that is there now.
   *
   * @return the last of these entries' {@code seq}
   * @throws IllegalStateException if there is none within ten seconds
   */
  static long await(LedgerClient auditor) throws InterruptedException {
    long[] last = {-1};
    auditor.entries(EntryQuery.ALL, entry -> last[0] = entry.seq());
    for (int i = 0; i < TRIES; i++) {
      if (size(auditor.checkpoint()) > last[0]) {
        return last[0];
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    throw new IllegalStateException("no checkpoint covered entry " + last[0] + " in ten seconds");
  }

  private static long size(String checkpoint) {
    return Long.parseLong(checkpoint.lines().skip(1).findFirst().orElse("0"));
  }
}
