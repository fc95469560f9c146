package dev.laneledger.app.cli;

import java.io.PrintWriter;

/** Tells a person what is being done now, one line a step, with the seconds since the start. */
final class Progress {
  private final PrintWriter out;
  private final long start = System.nanoTime();

  Progress(PrintWriter out) {
    this.out = out;
  }

  void step(String what) {
    out.println("[%4ds] %s".formatted((System.nanoTime() - start) / 1_000_000_000L, what));
    out.flush();
  }

  void detail(String what) {
    out.println("        " + what);
    out.flush();
  }
}
