package dev.laneledger.app.audit;

import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files of a bundle, or of a tree that a ledger publishes, under the names that the package
 * lists. Nothing of it is believed: no name, no length, no byte.
 *
 * <p>Every method throws {@link MaterialUnusableException} where the files cannot be read.
 */
public interface TileFiles extends AutoCloseable {
  /**
   * No file that a ledger writes has more bytes: a blob has at most 16 MiB, 256 entries with their
   * lengths a few bytes more than that.
   */
  int MAX_BYTES = 17 << 20;

  /**
   * The files of a bundle.
   *
   * @throws MaterialUnusableException if it is no zip of stored files in order
   */
  static TileFiles bundle(Path file) {
    return ZipFiles.open(file, "a bundle");
  }

  /** The bytes of one file, or empty if there is none; never more than {@link #MAX_BYTES}. */
  Optional<byte[]> read(String name);

  /**
   * Whether this is a bundle, whose every name {@link #names} tells. Of a published tree, what to
   * read follows from the checkpoint's size and from what the entries name.
   */
  boolean lists();

  /** Every name that begins so, in order of their UTF-8 bytes; none where names are not known. */
  void names(String prefix, Consumer<String> sink);

  @Override
  void close();

  /**
   * All bytes of a file.
   *
   * @param place names it for a person
   * @throws MaterialUnusableException if there are more than {@link #MAX_BYTES}
   */
  static byte[] bounded(InputStream in, Object place) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new MaterialUnusableException(
          "a file of a ledger must have at most %d bytes, but %s has more"
              .formatted(MAX_BYTES, place));
    }
    return bytes;
  }
}
