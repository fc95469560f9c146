package dev.laneledger.api.verify;

import dev.laneledger.api.hash.DigestSet;
import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;

/** Remembers (source, id) pairs by 128 bits of their SHA-256: 32 to 64 bytes a pair. */
final class IdSet {
  private final DigestSet pairs = DigestSet.ofPrefixes();

  /** Adds the pair; false if it was there. */
  boolean add(String source, String id) {
    return pairs.add(Hash.sha256((source + '\n' + id).getBytes(StandardCharsets.UTF_8)));
  }
}
