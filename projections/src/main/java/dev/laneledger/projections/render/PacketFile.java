package dev.laneledger.projections.render;

import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One governed file of a packet. */
public sealed interface PacketFile {
  /** SHA-256 of the file's bytes. */
  Hash sha256();

  /** A file that was rendered. The bytes are shared, not copied: never change them. */
  final class Text implements PacketFile {
    private final byte[] bytes;

    Text(byte[] bytes) {
      this.bytes = bytes;
    }

    static Text of(String text) {
      return new Text(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
      return bytes;
    }

    @Override
    public Hash sha256() {
      return Hash.sha256(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** A file that the ledger keeps as a blob under its digest: evidence, or a rule pack. */
  record Blob(Hash sha256) implements PacketFile {}
}
