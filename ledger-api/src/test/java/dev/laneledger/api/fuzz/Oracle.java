package dev.laneledger.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;

/** Another implementation of RFC 8785, where it can be trusted to end. */
final class Oracle {
  /** It calls itself for each level. */
  private static final int MAX_DEPTH = 100;

  private Oracle() {}

  /** Asserts that it writes the same of the text, and the same again of the canonical form. */
  static void assertSame(JsonNode tree, byte[] json, byte[] canonical) {
    if (!tree.isContainer() || !speaks(tree, MAX_DEPTH)) {
      return;
    }
    try {
      assertThat(new JsonCanonicalizer(json).getEncodedUTF8()).isEqualTo(canonical);
      assertThat(new JsonCanonicalizer(canonical).getEncodedUTF8()).isEqualTo(canonical);
    } catch (IOException e) {
      throw new AssertionError("the oracle refuses what was read", e);
    }
  }

  /** It does not end, or pads with a hundred zeros, for some denormal numbers. */
  private static boolean speaks(JsonNode tree, int depth) {
    if (tree.isNumber()) {
      double value = Math.abs(tree.doubleValue());
      return value == 0 || value >= Double.MIN_NORMAL;
    }
    return depth > 0 && tree.valueStream().allMatch(child -> speaks(child, depth - 1));
  }
}
