package dev.laneledger.projections.replay;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.projections.rule.RulePack;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The material's blobs, none of which is used unless it has its digest. */
final class Blobs {
  private final LedgerMaterial material;
  private final Map<Hash, Optional<RulePack>> packs = new HashMap<>();

  Blobs(LedgerMaterial material) {
    this.material = material;
  }

  Optional<byte[]> bytes(Hash sha256) {
    return material.blob(sha256).filter(bytes -> Hash.sha256(bytes).equals(sha256));
  }

  /**
   * The pack of that digest, or empty if it is missing.
   *
   * @throws dev.laneledger.projections.rule.PackRefusedException if it is there but is not a pack
   */
  Optional<RulePack> pack(Hash sha256) {
    return packs.computeIfAbsent(sha256, digest -> bytes(digest).map(RulePack::load));
  }
}
