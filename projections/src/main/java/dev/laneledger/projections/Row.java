package dev.laneledger.projections;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import java.util.Comparator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One fact of a projection's state. The value is never changed after it was made. */
public record Row(String key, ObjectNode value) {

  /** Keys in order of their UTF-8 bytes; {@link String#compareTo} differs beyond the BMP. */
  public static final Comparator<String> KEY_ORDER = Row::compareKeys;

  private static int compareKeys(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char one = a.charAt(i);
      char other = b.charAt(i);
      if (one != other) {
        return Character.isSurrogate(one) == Character.isSurrogate(other)
            ? one - other
            : Character.isSurrogate(one) ? 1 : -1; // UTF-8 puts what is beyond the BMP last
      }
    }
    return a.length() - b.length();
  }

  /** The leaf {@code SHA-256(0x00 ‖ JCS({"key":key,"value":value}))}. */
  public Hash leaf() {
    return MerkleTree.leafHash(bytes());
  }

  /** {@code JCS({"key":key,"value":value})}. */
  public byte[] bytes() {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("key", key);
    row.set("value", value);
    return CanonicalJson.write(row);
  }
}
