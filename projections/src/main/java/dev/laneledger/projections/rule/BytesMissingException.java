package dev.laneledger.projections.rule;

import dev.laneledger.api.hash.Hash;

/**
 * A verdict needs bytes that are not at hand. A server asks for them before it judges; a replay has
 * a gap.
 */
public final class BytesMissingException extends RuntimeException {
  BytesMissingException(Hash sha256) {
    super("no bytes with SHA-256 " + sha256, null, false, false);
  }
}
