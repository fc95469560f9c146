package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.storage.BlobStore;

/**
 * Attached evidence, which must be in the ledger before the event that names it, since rules read
 * it. What is missing is refused without a record: the bytes may come later, and then the verdict
 * on the kept input would be another.
 */
final class Evidence {
  private final BlobStore blobs;

  Evidence(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * @param index of the event in its batch
   * @throws RequestRefusedException BLOB_MISSING if it attaches bytes that are not there
   */
  void require(int index, EventDraft draft) {
    if (draft.payload() instanceof LaneData.EvidenceAttached attached
        && blobs.get(attached.sha256()).isEmpty()) {
      throw new RequestRefusedException(
          ReasonCode.BLOB_MISSING,
          "/" + index + "/data/sha256",
          "evidence must be in the ledger before it is attached, but there is no blob "
              + attached.sha256());
    }
  }
}
