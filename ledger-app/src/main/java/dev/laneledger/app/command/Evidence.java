package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.storage.BlobStore;

/**
 * Attached evidence, which must be in the ledger before the event that names it, since rules read
 * it; and blobs to redact, which must be there, since nobody can tell afterwards. What is missing
 * is refused without a record: the bytes may come later, and then the verdict on the kept input
 * would be another.
 */
final class Evidence {
  private final BlobStore blobs;

  Evidence(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Whether {@link #require} asks anything of that event. */
  static boolean concerns(EventDraft draft) {
    return draft.payload() instanceof LaneData.EvidenceAttached
        || draft.payload() instanceof LedgerData.BlobRedacted;
  }

  /**
   * @param index of the event in its batch
   * @throws RequestRefusedException BLOB_MISSING if it attaches or redacts bytes that are not there
   */
  void require(int index, EventDraft draft) {
    switch (draft.payload()) {
      case LaneData.EvidenceAttached attached ->
          require(index, attached.sha256(), "evidence must be in the ledger before it is attached");
      case LedgerData.BlobRedacted redacted ->
          require(index, redacted.sha256(), "only what the ledger keeps is redacted");
      default -> {}
    }
  }

  private void require(int index, Hash sha256, String rule) {
    if (blobs.get(sha256).isEmpty()) {
      throw new RequestRefusedException(
          ReasonCode.BLOB_MISSING,
          "/" + index + "/data/sha256",
          rule + ", but there is no blob " + sha256);
    }
  }
}
