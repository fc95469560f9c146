package dev.laneledger.api.canonical;

import tools.jackson.databind.JsonNode;

/** JSON as the append interface takes it: I-JSON (RFC 7493) of limited depth. */
public final class IJson {
  private IJson() {}

  /**
   * The tree of a JSON text without any number beyond &plusmn;(2^53-1), whole or not, however it is
   * written.
   *
   * @param maxDepth how many containers may enclose one another, 1 to {@link
   *     CanonicalJson#MAX_DEPTH}
   * @throws JsonRefusedException naming the pointer of what is refused
   */
  public static JsonNode parse(byte[] utf8, int maxDepth) {
    if (maxDepth < 1 || maxDepth > CanonicalJson.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "maxDepth must be 1 to " + CanonicalJson.MAX_DEPTH + ", but is " + maxDepth);
    }
    return StrictReader.read(utf8, maxDepth, true);
  }
}
