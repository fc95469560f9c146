package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.util.List;

/**
 * What one judged request adds to the ledger.
 *
 * @param after the head once the rows are in
 */
record AppendPlan(List<Row> rows, WriteHead after) {

  /**
   * One entry with everything that its rows need.
   *
   * @param nodes roots of the subtrees that the entry completes, from level 1 up
   */
  record Row(StreamId source, long streamseq, String id, Entry entry, List<Hash> nodes) {
    Receipt receipt() {
      return new Receipt(entry.seq(), source, id, entry.leaf(), entry.chain());
    }
  }

  List<Receipt> receipts() {
    return rows.stream().map(Row::receipt).toList();
  }
}
