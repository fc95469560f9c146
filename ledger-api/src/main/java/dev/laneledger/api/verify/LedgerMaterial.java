package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A ledger as somebody holds it: a directory, a bundle, a published tree, a server. Every method
 * may throw {@link MaterialUnusableException} when the source cannot be read.
 */
public interface LedgerMaterial {

  /** Gives every entry that the source holds, once, in the source's order; as often as asked. */
  void entries(Consumer<StoredEntry> sink);

  /**
   * The same entries for several threads that read ranges of them at once; empty where they must be
   * read in turn, or are not numbered from 0 without gaps.
   */
  default Optional<EntryRanges> ranges() {
    return Optional.empty();
  }

  /**
   * Whether this is a tree that shows its hashes and no entry: {@link #entries}, which is asked
   * first, then gave none, and the tiles' leaves are all that the checkpoint can be compared with.
   */
  default boolean isHashesOnly() {
    return false;
  }

  /** The newest signed checkpoint as its exact bytes, or empty if there is none. */
  Optional<byte[]> checkpoint();

  /**
   * Gives the digests of the blobs that the source says it holds, in ascending order; none where it
   * cannot list them.
   */
  void blobs(Consumer<Hash> sink);

  /** The bytes kept under that digest, or empty. Nobody has compared them with the digest yet. */
  Optional<byte[]> blob(Hash sha256);

  /**
   * A hash of the source's hash tiles (C2SP tlog-tiles), or empty where they have none.
   *
   * @param level of the tile: 0 holds leaf hashes, level l the roots over 256^l entries each
   * @param index 0-based among the hashes of that level
   */
  default Optional<Hash> tileHash(int level, long index) {
    return Optional.empty();
  }

  /** Whether the source must hold every hash tile of its entries. */
  default boolean isTiled() {
    return isExport();
  }

  /**
   * Whether the source is an export: it must then hold every hash tile, and a copy of every adopted
   * pack, sealed packet and report.
   */
  default boolean isExport() {
    return false;
  }

  /**
   * Gives the names, in order, of the parts beside the entries that begin so: {@code policy},
   * {@code timestamps/SIZE.tsr}, and the derived copies {@code packs/}, {@code packets/} and {@code
   * reports/}.
   */
  default void parts(String prefix, Consumer<String> sink) {}

  /** The bytes of such a part, or empty. */
  default Optional<byte[]> part(String name) {
    return Optional.empty();
  }

  /** What the source itself noticed about its container or index while it was read. */
  default List<Finding> flaws() {
    return List.of();
  }
}
