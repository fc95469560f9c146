package dev.laneledger.api.packet;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.hash.Hash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content hash of a database by recipe {@code rows.v1}, row by row. Whoever adds the rows
 * brings them in the order that the recipe demands. Not for several threads at once.
 */
public final class RowHash {
  /** The recipe's name. */
  public static final String RECIPE = "rows.v1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long LARGEST_NUMBER = (1L << 53) - 1;

  private final MessageDigest digest = sha256();

  /**
   * One row's line with its LF.
   *
   * @param row values by column: null, an integer up to {@link Long} or a {@link BigInteger}, a
   *     {@link Double} or {@link Float}, a {@link String} or a byte array
   * @throws IllegalArgumentException if a value is of another type or not finite
   */
  public static String line(String table, Map<String, ? extends @Nullable Object> row) {
    ObjectNode columns = NODES.objectNode();
    row.forEach((column, value) -> columns.set(column, node(table, column, value)));
    byte[] json = CanonicalJson.write(NODES.arrayNode().add(table).add(columns));
    return new String(json, StandardCharsets.UTF_8) + "\n";
  }

  /** Adds the next row; see {@link #line}. */
  public RowHash add(String table, Map<String, ? extends @Nullable Object> row) {
    digest.update(line(table, row).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The hash of all rows added, after which this begins anew. */
  public Hash hash() {
    return Hash.of(digest.digest());
  }

  private static JsonNode node(String table, String column, @Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case Byte number -> integer(number);
      case Short number -> integer(number);
      case Integer number -> integer(number);
      case Long number -> integer(number);
      case BigInteger number -> bigInteger(number);
      case Float number -> NODES.numberNode(number.doubleValue());
      case Double number -> NODES.numberNode(number);
      case String text -> NODES.stringNode(text);
      case byte[] blob -> NODES.objectNode().put("b64", Base64.getEncoder().encodeToString(blob));
      default ->
          throw new IllegalArgumentException(
              "rows.v1 takes null, integers, floating point, text and blobs, but "
                  + table
                  + "."
                  + column
                  + " is of "
                  + value.getClass().getName()
                  + "; convert it to one of these");
    };
  }

  private static JsonNode integer(long value) {
    return value < -LARGEST_NUMBER || value > LARGEST_NUMBER
        ? NODES.stringNode(Long.toString(value))
        : NODES.numberNode(value);
  }

  private static JsonNode bigInteger(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? integer(value.longValueExact())
        : NODES.stringNode(value.toString());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
