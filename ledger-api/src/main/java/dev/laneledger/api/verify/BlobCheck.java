package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.DigestSet;
import dev.laneledger.api.hash.Hash;
import java.util.Optional;

/** Whether every blob is what its digest says, and every blob that an entry names is there. */
final class BlobCheck {
  private final LedgerMaterial material;
  private final Findings findings;
  private final DigestSet seen = DigestSet.ofWhole();
  private long checked;

  BlobCheck(LedgerMaterial material, Findings findings) {
    this.material = material;
    this.findings = findings;
  }

  /** Checks the blobs that the event is the first to name. */
  void accept(long seq, LedgerEvent event) {
    NamedBlobs.of(event).forEach(digest -> check(seq, digest));
  }

  /** Checks the blobs that no entry names; returns how many were checked in all. */
  long end() {
    material.blobs(digest -> check(Finding.NO_ENTRY, digest));
    return checked;
  }

  private void check(long seq, Hash digest) {
    if (!seen.add(digest)) {
      return;
    }
    Optional<byte[]> bytes = material.blob(digest);
    if (bytes.isEmpty()) {
      findings.gap(GapKind.BLOB_MISSING, seq, "blob", digest, "no such blob");
      return;
    }
    checked++;
    Hash actual = Hash.sha256(bytes.get());
    if (!actual.equals(digest)) {
      findings.ledger(LedgerRule.BLOB, seq, "blob", digest, actual);
    }
  }
}
