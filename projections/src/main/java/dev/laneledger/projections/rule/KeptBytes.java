package dev.laneledger.projections.rule;

import dev.laneledger.api.hash.Hash;
import java.util.Optional;

/** The bytes that the ledger keeps beside its entries, of which a verdict may need some. */
@FunctionalInterface
public interface KeptBytes {
  /** The bytes with that digest, or empty if they are not at hand. */
  Optional<byte[]> get(Hash sha256);
}
