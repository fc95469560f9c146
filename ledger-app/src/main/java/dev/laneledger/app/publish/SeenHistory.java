package dev.laneledger.app.publish;

import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.app.storage.Head;
import dev.laneledger.app.storage.LedgerReader;
import java.util.Optional;

/** Compares what was signed, or seen by others, with what the database holds now. */
final class SeenHistory {
  private final LedgerReader reader;

  SeenHistory(LedgerReader reader) {
    this.reader = reader;
  }

  /** What is wrong if the last signed checkpoint cannot be built upon. */
  Optional<String> objectionToSigned(Checkpoint signed) {
    Head head = reader.head();
    if (head.size() < signed.size()) {
      return Optional.of(
          "a checkpoint over %d entries was signed, but ledger.db holds %d: entries were lost; restore them"
              .formatted(signed.size(), head.size()));
    }
    return isPrefix(signed, head)
        ? Optional.empty()
        : Optional.of(
            "the first %d entries of ledger.db must have the signed root %s, but have %s: they were altered; restore them"
                .formatted(signed.size(), signed.root(), reader.root(signed.size())));
  }

  /** What is wrong if what a witness saw is not what this ledger goes on from. */
  Optional<String> objectionToSeen(String witness, Checkpoint seen) {
    Head head = reader.head();
    if (head.size() < seen.size()) {
      return Optional.of(
          "witness %s saw %d entries with root %s, signed by this ledger's key, but ledger.db holds %d with root %s: it is an older copy, and signing on would fork it; restore the newest copy"
              .formatted(witness, seen.size(), seen.root(), head.size(), head.root()));
    }
    return isPrefix(seen, head)
        ? Optional.empty()
        : Optional.of(
            "witness %s saw %d entries with root %s, signed by this ledger's key, but the first %d of ledger.db have root %s: one of both is a fork; restore the copy that the witness saw"
                .formatted(
                    witness, seen.size(), seen.root(), seen.size(), reader.root(seen.size())));
  }

  /** What is wrong if a witness says that it saw that many entries. */
  Optional<String> objectionToSize(String witness, long size) {
    Head head = reader.head();
    return size <= head.size()
        ? Optional.empty()
        : Optional.of(
            "witness %s says that it saw %d entries, but ledger.db holds %d with root %s: it is an older copy, and signing on would fork it; restore the newest copy"
                .formatted(witness, size, head.size(), head.root()));
  }

  /** RFC 9162 section 2.1.4.2, from that size to the present; from nothing, all follows. */
  private boolean isPrefix(Checkpoint older, Head head) {
    if (older.size() == 0) {
      return older.root().equals(MerkleTree.EMPTY_ROOT);
    }
    return reader
        .fromHashes(read -> MerkleTree.proveConsistency(older.size(), head.size(), read))
        .verify(older.root(), head.root());
  }
}
