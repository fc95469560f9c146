package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.DigestSet;
import dev.laneledger.api.hash.Hash;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether every blob is what its digest says, and every blob that an entry names is there, unless
 * an owner redacted it. A redaction comes later than what names the blob, so what is missing is
 * told at the end.
 */
final class BlobCheck {
  private final LedgerMaterial material;
  private final Findings findings;
  private final DigestSet seen = DigestSet.ofWhole();
  private final Map<Hash, Long> missing = new LinkedHashMap<>();
  private final Map<Hash, Long> redactions = new HashMap<>();
  private long checked;

  BlobCheck(LedgerMaterial material, Findings findings) {
    this.material = material;
    this.findings = findings;
  }

  /** Checks the blobs that the event is the first to name. */
  void accept(long seq, LedgerEvent event) {
    NamedBlobs.of(event).forEach(digest -> check(seq, digest));
    if (event.payload() instanceof LedgerData.BlobRedacted redacted) {
      check(seq, redacted.sha256());
      redactions.putIfAbsent(redacted.sha256(), seq);
    }
  }

  /** Checks the blobs that no entry names; returns how many were checked in all. */
  long end() {
    material.blobs(digest -> check(Finding.NO_ENTRY, digest));
    missing.forEach((digest, seq) -> missing(digest, seq, redactions.get(digest)));
    return checked;
  }

  private void check(long seq, Hash digest) {
    if (!seen.add(digest)) {
      return;
    }
    Optional<byte[]> bytes = material.blob(digest);
    if (bytes.isEmpty()) {
      missing.put(digest, seq);
      return;
    }
    checked++;
    Hash actual = Hash.sha256(bytes.get());
    if (!actual.equals(digest)) {
      findings.ledger(LedgerRule.BLOB, seq, "blob", digest, actual);
    }
  }

  private void missing(Hash digest, long seq, @Nullable Long redacted) {
    if (redacted == null) {
      findings.gap(GapKind.BLOB_MISSING, seq, "blob", digest, "no such blob");
    } else {
      String named = redacted == seq ? "no entry before" : "entry " + seq;
      findings.gap(
          GapKind.BLOB_REDACTED,
          redacted,
          "blob",
          digest,
          "redacted by entry " + redacted + ", named by " + named);
    }
  }
}
