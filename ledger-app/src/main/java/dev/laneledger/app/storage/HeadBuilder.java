package dev.laneledger.app.storage;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.merkle.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grows chain and tree by one request's events, in memory. */
final class HeadBuilder {
  private final List<AppendPlan.Row> rows = new ArrayList<>();
  private MerkleFrontier frontier;
  private @Nullable Hash chain;
  private String recordedtime;

  HeadBuilder(WriteHead head) {
    this.frontier = head.frontier();
    this.chain = head.chain();
    this.recordedtime = head.recordedtime();
  }

  /**
   * Gives the event the next seq.
   *
   * @throws EventRefusedException if its canonical bytes are too long
   */
  void add(PendingEvent pending, String time, long streamseq) {
    LedgerEvent event = pending.at(time, streamseq);
    byte[] bytes = pending.form().at(time, streamseq);
    requireFitting(event, bytes);
    Hash leaf = MerkleTree.leafHash(bytes);
    Hash next = HashChain.next(chain == null ? start(event) : chain, leaf);
    Entry entry = new Entry(frontier.size(), leaf, next, bytes).of(event);
    List<Hash> nodes = grow(leaf);
    rows.add(new AppendPlan.Row(event.source(), event.streamseq(), event.id(), entry, nodes));
    chain = next;
    recordedtime = event.recordedtime();
  }

  AppendPlan plan() {
    return new AppendPlan(rows, new WriteHead(chain, frontier, recordedtime));
  }

  /** The subtrees that the leaf completes, from level 1 up. */
  private List<Hash> grow(Hash leaf) {
    List<Hash> nodes = new ArrayList<>();
    frontier =
        frontier.append(
            leaf,
            (level, index, hash) -> {
              if (level > 0) {
                nodes.add(hash);
              }
            });
    return nodes;
  }

  private static Hash start(LedgerEvent event) {
    if (event.payload() instanceof LedgerData.Created created) {
      return HashChain.start(created.origin());
    }
    throw new IllegalArgumentException(
        "the first entry must be ledger.created, but is " + event.type().shortName());
  }

  private static void requireFitting(LedgerEvent event, byte[] bytes) {
    if (bytes.length > EventCodec.MAX_ENTRY_BYTES) {
      throw new EventRefusedException(
          ReasonCode.ENTRY_TOO_LARGE,
          "",
          "an entry must have at most %d bytes, but %s in %s has %d: keep the evidence as a blob"
              .formatted(
                  EventCodec.MAX_ENTRY_BYTES, event.id(), event.source().path(), bytes.length));
    }
  }
}
