package dev.laneledger.api.fuzz;

/** What Jazzer calls with every input that it makes; its argument names the parser. */
public final class FuzzedParser {
  private static volatile Parsers.Parser parser = Parsers.Parser.NOTE;

  private FuzzedParser() {}

  /** Before the first input. */
  public static void fuzzerInitialize(String[] args) {
    parser = Parsers.Parser.valueOf(args[0]);
  }

  /** What must hold of one input. */
  public static void fuzzerTestOneInput(byte[] in) {
    parser.check(in);
  }
}
