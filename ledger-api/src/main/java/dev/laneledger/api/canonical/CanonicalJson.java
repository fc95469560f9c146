package dev.laneledger.api.canonical;

import dev.laneledger.api.canonical.JsonRefusedException.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The JSON Canonicalization Scheme (RFC 8785). The package describes the form. */
public final class CanonicalJson {
  /** How many containers may enclose one another, here and in every tree written. */
  public static final int MAX_DEPTH = 1000;

  private CanonicalJson() {}

  /**
   * The canonical form of a JSON text.
   *
   * @throws JsonRefusedException if the bytes are not exactly one valid JSON value
   */
  public static byte[] canonicalize(byte[] utf8Json) {
    return write(parse(utf8Json));
  }

  /**
   * The canonical form of a tree.
   *
   * @throws JsonRefusedException if it holds what JSON cannot: a lone surrogate, a number that is
   *     not finite, a binary or foreign node
   */
  public static byte[] write(JsonNode node) {
    return CanonicalWriter.write(node).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The tree of a JSON text in any form.
   *
   * @throws JsonRefusedException if the bytes are not exactly one valid JSON value
   */
  public static JsonNode parse(byte[] utf8Json) {
    return StrictReader.read(utf8Json, MAX_DEPTH, false);
  }

  /**
   * The tree of a JSON text that must be in canonical form already.
   *
   * @throws JsonRefusedException if it is not
   */
  public static JsonNode parseCanonical(byte[] utf8Json) {
    JsonNode node = parse(utf8Json);
    byte[] canonical = write(node);
    if (!Arrays.equals(utf8Json, canonical)) {
      throw new JsonRefusedException(Rule.NOT_CANONICAL, "", difference(utf8Json, canonical));
    }
    return node;
  }

  /** Whether the bytes are a valid JSON value in canonical form. */
  public static boolean isCanonical(byte[] utf8Json) {
    try {
      parseCanonical(utf8Json);
      return true;
    } catch (JsonRefusedException e) {
      return false;
    }
  }

  private static String difference(byte[] actual, byte[] canonical) {
    int at = Arrays.mismatch(actual, canonical);
    return String.format(
        Locale.ROOT,
        "the first difference is at byte %d of %d; the canonical form has %d bytes",
        at,
        actual.length,
        canonical.length);
  }
}
