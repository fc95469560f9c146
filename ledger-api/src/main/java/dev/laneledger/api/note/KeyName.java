package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Names and ids of keys (signed-note). */
final class KeyName {
  private KeyName() {}

  static boolean isValid(String name) {
    return !name.isEmpty() && name.codePoints().allMatch(KeyName::isAllowed);
  }

  /** SHA-256( name || LF || type || public key )[0..4], big-endian. */
  static int keyId(String name, int type, Bytes publicKey) {
    byte[] head = (name + "\n").getBytes(StandardCharsets.UTF_8);
    Hash hash = Hash.sha256(head, new byte[] {(byte) type}, publicKey.toArray());
    return ByteBuffer.wrap(hash.bytes()).getInt();
  }

  static String hex(int keyId) {
    return HexFormat.of().toHexDigits(keyId);
  }

  /** No "+", no Unicode space, no control character below it, no half of a surrogate pair. */
  private static boolean isAllowed(int c) {
    return c > ' '
        && c != '+'
        && c != 0x85
        && !Character.isSpaceChar(c)
        && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
  }
}
