package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.storage.LedgerReader;

/**
 * The heads that owners bind and auditors attest. One that this ledger never had was signed by
 * somebody who was shown another history. It is refused like a malformed event, without a record:
 * whether a root is right follows from no stream's state, so no rule could judge it again from the
 * kept input.
 */
final class Anchors {
  /** A verifier compares heads up to twice as old; the rest is for what is appended meanwhile. */
  private static final long REACH = 32_768;

  private final LedgerReader reader;

  Anchors(LedgerReader reader) {
    this.reader = reader;
  }

  /** Whether {@link #require} asks anything of that event. */
  static boolean concern(EventDraft draft) {
    return draft.payload() instanceof ProgramData.Selected
        || draft.payload() instanceof LedgerData.ReplayAttested;
  }

  /**
   * @param index of the event in its batch
   * @throws RequestRefusedException ANCHOR_UNKNOWN if it is a selection that binds, or an
   *     attestation that is of, no such head
   */
  void require(int index, EventDraft draft) {
    switch (draft.payload()) {
      case ProgramData.Selected s ->
          require(s.binds().size(), s.binds().root(), "/" + index + "/data/binds");
      case LedgerData.ReplayAttested a -> require(a.size(), a.root(), "/" + index + "/data/root");
      default -> {}
    }
  }

  private void require(long size, Hash root, String pointer) {
    if (!holds(size, root)) {
      throw new RequestRefusedException(
          ReasonCode.ANCHOR_UNKNOWN.name(),
          ReasonCode.ANCHOR_UNKNOWN.httpStatus(),
          "what is signed must name a head of this ledger, at most %d entries old, but names %s after %d entries of %d"
              .formatted(REACH, root, size, reader.size()),
          null,
          "verify the ledger; if it is the one you were shown, decide again",
          pointer,
          null);
    }
  }

  private boolean holds(long size, Hash root) {
    long now = reader.size();
    return size >= 1 && size <= now && size >= now - REACH && reader.root(size).equals(root);
  }
}
