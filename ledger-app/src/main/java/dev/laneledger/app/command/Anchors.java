package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.app.storage.LedgerReader;

/**
 * The heads that owners bind. One that this ledger never had was signed by somebody who was shown
 * another history. It is refused like a malformed event, without a record: whether a root is right
 * follows from no stream's state, so no rule could judge it again from the kept input.
 */
final class Anchors {
  /** A verifier compares heads up to twice as old; the rest is for what is appended meanwhile. */
  private static final long REACH = 32_768;

  private final LedgerReader reader;

  Anchors(LedgerReader reader) {
    this.reader = reader;
  }

  /**
   * @param index of the event in its batch
   * @throws RequestRefusedException ANCHOR_UNKNOWN if it is a selection that binds no such head
   */
  void require(int index, EventDraft draft) {
    if (draft.payload() instanceof ProgramData.Selected selected && !holds(selected.binds())) {
      throw new RequestRefusedException(
          ReasonCode.ANCHOR_UNKNOWN.name(),
          ReasonCode.ANCHOR_UNKNOWN.httpStatus(),
          "a selection must bind a head of this ledger, at most %d entries old, but binds %s after %d entries of %d"
              .formatted(REACH, selected.binds().root(), selected.binds().size(), reader.size()),
          null,
          "verify the ledger; if it is the one you were shown, decide again",
          "/" + index + "/data/binds",
          null);
    }
  }

  private boolean holds(ProgramData.Binds binds) {
    long size = reader.size();
    return binds.size() >= 1
        && binds.size() <= size
        && binds.size() >= size - REACH
        && MerkleTree.root(binds.size(), reader.hashes()).equals(binds.root());
  }
}
