package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whether every blob is what its digest says, and every blob that an entry names is there. */
final class BlobCheck {
  private final Findings findings;

  /** Digest to the first entry that names it. */
  private final Map<Hash, Long> named = new LinkedHashMap<>();

  BlobCheck(Findings findings) {
    this.findings = findings;
  }

  void note(long seq, LedgerEvent event) {
    NamedBlobs.of(event).forEach(digest -> named.putIfAbsent(digest, seq));
  }

  /** Checks the named blobs in the order of their entries, then the others; returns how many. */
  long check(LedgerMaterial material) {
    material.blobs().stream()
        .sorted()
        .forEach(digest -> named.putIfAbsent(digest, Finding.NO_ENTRY));
    long checked = 0;
    for (Map.Entry<Hash, Long> blob : named.entrySet()) {
      checked += check(blob.getKey(), blob.getValue(), material.blob(blob.getKey())) ? 1 : 0;
    }
    return checked;
  }

  private boolean check(Hash digest, long seq, Optional<byte[]> bytes) {
    if (bytes.isEmpty()) {
      findings.gap(GapKind.BLOB_MISSING, seq, "blob", digest, "no such blob");
      return false;
    }
    Hash actual = Hash.sha256(bytes.get());
    if (!actual.equals(digest)) {
      findings.ledger(LedgerRule.BLOB, seq, "blob", digest, actual);
    }
    return true;
  }
}
