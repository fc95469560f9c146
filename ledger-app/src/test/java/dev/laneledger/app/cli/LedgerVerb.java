package dev.laneledger.app.cli;

import dev.laneledger.app.cli.Verbs.Ran;
import java.util.List;

/** Runs the program's verbs for tests of other packages. */
public final class LedgerVerb {
  private LedgerVerb() {}

  /** How a verb ended and what it printed. */
  public record Ended(int exit, String out, String err) {
    @Override
    public String toString() {
      return "exit " + exit + ": " + out + err;
    }
  }

  /** Runs it in this process. */
  public static Ended run(String... args) {
    Ran ran = Verbs.here(List.of(args));
    return new Ended(ran.exit(), ran.out(), ran.err());
  }
}
