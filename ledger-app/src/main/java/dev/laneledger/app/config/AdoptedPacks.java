package dev.laneledger.app.config;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.storage.BlobStore;
import dev.laneledger.projections.rule.RulePack;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Rule packs by digest, loaded from their blobs once. */
final class AdoptedPacks implements Function<Hash, Optional<RulePack>> {
  private final BlobStore blobs;
  private final Map<Hash, RulePack> loaded = new ConcurrentHashMap<>();

  AdoptedPacks(BlobStore blobs) {
    this.blobs = blobs;
  }

  @Override
  public Optional<RulePack> apply(Hash sha256) {
    RulePack known = loaded.get(sha256);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<RulePack> pack = blobs.get(sha256).map(RulePack::load);
    pack.ifPresent(found -> loaded.put(sha256, found));
    return pack;
  }
}
