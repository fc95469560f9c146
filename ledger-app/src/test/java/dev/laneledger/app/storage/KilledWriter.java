package dev.laneledger.app.storage;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that appends with several threads until it is killed, and prints one line per receipt
 * as soon as it has it: {@code seq source id leaf chain}.
 */
final class KilledWriter {
  private static final int THREADS = 8;

  private KilledWriter() {}

  public static void main(String[] arguments) throws InterruptedException {
    LedgerDirectory ledger = LedgerDirectory.open(Path.of(arguments[0]), InstantSource.system());
    if (ledger.reader().size() == 0) {
      print(ledger.writer().append(AppendRequest.of(Ledgers.genesis())));
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      StreamId stream = Ledgers.stream("T" + i);
      threads.add(Thread.ofVirtual().start(() -> append(ledger, stream)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void append(LedgerDirectory ledger, StreamId stream) {
    for (long next = ledger.reader().lastStreamseq(stream) + 1; ; next += 2) {
      print(
          ledger
              .writer()
              .append(
                  AppendRequest.of(
                      Ledgers.event(stream, "e" + next, next),
                      Ledgers.event(stream, "e" + (next + 1), next + 1))));
    }
  }

  /** One write per receipt: a line is whole, or it is missing. */
  private static void print(List<Receipt> receipts) {
    PrintStream out = System.out;
    for (Receipt receipt : receipts) {
      out.print(
          "%d %s %s %s %s%n"
              .formatted(
                  receipt.seq(),
                  receipt.source().path(),
                  receipt.id(),
                  receipt.leaf(),
                  receipt.chain()));
      out.flush();
    }
  }
}
