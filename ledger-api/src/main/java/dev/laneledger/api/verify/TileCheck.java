package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;
import java.util.Optional;

/**
 * Whether the hash tiles of every level say what follows from the entries. Of each level the first
 * difference is told; behind a broken entry nothing is compared, because all of it would differ.
 */
final class TileCheck {
  private static final int BITS = 8;
  private static final int LEVELS = 64;

  private final LedgerMaterial material;
  private final Findings findings;
  private final boolean[] told = new boolean[LEVELS];
  private final boolean tiled;

  TileCheck(LedgerMaterial material, Findings findings) {
    this.material = material;
    this.findings = findings;
    this.tiled = material.isTiled() || material.tileHash(0, 0).isPresent();
  }

  /** A subtree that the entries complete; only every eighth level is in a tile. */
  void completed(int level, long index, Hash hash) {
    int tileLevel = level / BITS;
    if (!tiled || level % BITS != 0 || told[tileLevel] || findings.hasEntries()) {
      return;
    }
    Optional<Hash> actual = material.tileHash(tileLevel, index);
    if (!actual.equals(Optional.of(hash))) {
      tell(tileLevel, index, hash.hex(), actual.map(Hash::hex).orElse("no hash"));
    }
  }

  /** No tile may name more than a tree of that size has. */
  void end(long size) {
    for (int level = 0; tiled && level < LEVELS && !findings.hasEntries(); level++) {
      long index = level * BITS < Long.SIZE ? size >> (level * BITS) : 0;
      Optional<Hash> beyond = material.tileHash(level, index);
      if (beyond.isPresent() && !told[level]) {
        tell(level, index, "no hash", beyond.get().hex());
      }
    }
  }

  private void tell(int level, long index, String expected, String actual) {
    told[level] = true;
    String subject = "level " + level + ", hash " + index;
    findings.ledger(LedgerRule.TILES, subject, expected, actual);
  }
}
