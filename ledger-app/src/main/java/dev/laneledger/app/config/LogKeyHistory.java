package dev.laneledger.app.config;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.storage.LedgerReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that have signed a ledger's checkpoints, as its entries say.
 *
 * @param inForce those that may sign now: of entry 0, or what they handed over to
 * @param earlier those that handed over
 */
record LogKeyHistory(List<String> inForce, List<VerifierKey> earlier) {
  private static final int PAGE = 512;

  static LogKeyHistory of(LedgerReader reader) {
    List<String> inForce = new ArrayList<>();
    List<VerifierKey> earlier = new ArrayList<>();
    long from = 0;
    List<Entry> page = reader.stream(StreamId.LEDGER, from, PAGE);
    while (!page.isEmpty()) {
      for (Entry entry : page) {
        switch (entry.event().payload()) {
          case LedgerData.Created created -> inForce.addAll(created.logKeys());
          case LedgerData.KeyRotated rotated -> {
            inForce.replaceAll(key -> key.equals(rotated.oldKey()) ? rotated.newKey() : key);
            earlier.add(VerifierKey.parse(rotated.oldKey()));
          }
          default -> {}
        }
      }
      from += page.size();
      page = reader.stream(StreamId.LEDGER, from, PAGE);
    }
    return new LogKeyHistory(List.copyOf(inForce), List.copyOf(earlier));
  }
}
