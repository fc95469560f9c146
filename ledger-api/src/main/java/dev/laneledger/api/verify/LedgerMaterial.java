package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A ledger as somebody holds it: a directory, a bundle, a server. Every method may throw {@link
 * MaterialUnusableException} when the source cannot be read.
 */
public interface LedgerMaterial {

  /** Gives every entry that the source holds, once, in the source's order. */
  void entries(Consumer<StoredEntry> sink);

  /** The newest signed checkpoint as its exact bytes, or empty if there is none. */
  Optional<byte[]> checkpoint();

  /** Digests of the blobs that the source says it holds; may be empty where it cannot list them. */
  Collection<Hash> blobs();

  /** The bytes kept under that digest, or empty. Nobody has compared them with the digest yet. */
  Optional<byte[]> blob(Hash sha256);

  /** The leaf hash that the source's hash tiles name at that position, or empty without tiles. */
  default Optional<Hash> tileLeaf(long seq) {
    return Optional.empty();
  }

  /** What the source itself noticed about its container or index while it was read. */
  default List<Finding> flaws() {
    return List.of();
  }
}
