package dev.laneledger.api.note;

import java.util.List;

/** Lines that end in LF and in nothing else; String.lines would swallow a CR. */
final class Lines {
  private Lines() {}

  /** The lines of a text that ends in LF, without their LF. */
  static List<String> of(String text) {
    return List.of(text.substring(0, text.length() - 1).split("\n", -1));
  }
}
