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
    return Optional.ofNullable(
        loaded.computeIfAbsent(
            sha256, digest -> blobs.get(digest).map(RulePack::load).orElse(null)));
  }

  /** Keeps the pack's bytes as a blob. */
  void keep(RulePack pack) {
    blobs.put(pack.sha256(), pack.bytes());
    loaded.put(pack.sha256(), pack);
  }
}
