package dev.laneledger.api.verify;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One stored entry with all that follows from its bytes alone, so that many can be examined at
 * once.
 *
 * @param leaf the leaf hash over the bytes
 * @param event the event; null with {@code flaw}
 * @param flaw why the bytes are not an event's canonical form; null: they are
 */
record Examined(StoredEntry stored, Hash leaf, @Nullable LedgerEvent event, @Nullable String flaw) {

  static Examined of(StoredEntry stored) {
    Hash leaf = MerkleTree.leafHash(stored.bytes());
    if (stored.bytes().length > EventCodec.MAX_ENTRY_BYTES) {
      return new Examined(stored, leaf, null, stored.bytes().length + " bytes");
    }
    try {
      LedgerEvent event = EventCodec.decode(stored.bytes());
      boolean canonical = Arrays.equals(EventCodec.encode(event), stored.bytes());
      return canonical
          ? new Examined(stored, leaf, event, null)
          : new Examined(stored, leaf, null, "another form of the same event");
    } catch (EventRefusedException e) {
      String at = e.pointer().isEmpty() ? "" : " at " + e.pointer();
      return new Examined(stored, leaf, null, e.code() + at + ": " + e.getMessage());
    }
  }

  long seq() {
    return stored.seq();
  }
}
