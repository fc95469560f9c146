package dev.laneledger.projections.replay;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.projections.rule.PackRefusedException;
import dev.laneledger.projections.rule.RulePack;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The material's blobs, none of which is used unless it has its digest. */
final class Blobs {
  private final LedgerMaterial material;
  private final Function<byte[], RulePack> loader;
  private final Map<Hash, Loaded> packs = new HashMap<>();

  Blobs(LedgerMaterial material, Function<byte[], RulePack> loader) {
    this.material = material;
    this.loader = loader;
  }

  Optional<byte[]> bytes(Hash sha256) {
    return material.blob(sha256).filter(bytes -> Hash.sha256(bytes).equals(sha256));
  }

  /**
   * The pack of that digest, or empty if it is missing.
   *
   * @throws PackRefusedException if it is there but is not a pack
   */
  Optional<RulePack> pack(Hash sha256) {
    return packs.computeIfAbsent(sha256, this::load).pack();
  }

  private Loaded load(Hash sha256) {
    try {
      return new Loaded(bytes(sha256).map(loader), null);
    } catch (PackRefusedException e) {
      return new Loaded(Optional.empty(), e);
    }
  }

  /** What came of loading a pack, which takes long and is done once. */
  private record Loaded(Optional<RulePack> found, @Nullable PackRefusedException refused) {
    Optional<RulePack> pack() {
      if (refused != null) {
        throw refused;
      }
      return found;
    }
  }
}
