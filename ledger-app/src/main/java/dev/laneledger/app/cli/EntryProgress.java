package dev.laneledger.app.cli;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.EntryListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows a person at a terminal how far an audit has come: one line that is written over. */
final class EntryProgress implements EntryListener, AutoCloseable {
  /** The launcher sets it where the error stream is a terminal. */
  static final String TERMINAL = "ledger.terminal";

  private static final long PAUSE_NANOS = 200_000_000;
  private final PrintWriter out;
  private final boolean shown = Boolean.getBoolean(TERMINAL);
  private final long start = System.nanoTime();
  private long next = start + PAUSE_NANOS;

  EntryProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void entry(Entry entry) {}

  @Override
  public boolean wants(StreamId source) {
    return false;
  }

  @Override
  public void verified(long size) {
    long now = System.nanoTime();
    if (shown && now - next >= 0) {
      next = now + PAUSE_NANOS;
      double rate = size * 1e9 / (now - start);
      out.print(String.format(Locale.ROOT, "\r%,d entries, %,.0f a second ", size, rate));
      out.flush();
    }
  }

  @Override
  public void close() {
    if (shown) {
      out.print("\r" + " ".repeat(50) + "\r");
      out.flush();
    }
  }
}
