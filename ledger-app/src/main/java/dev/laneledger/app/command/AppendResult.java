package dev.laneledger.app.command;

import dev.laneledger.api.event.Receipt;
import java.util.List;

/**
 * What an append returns when everything in it is durable.
 *
 * @param receipts one per event, in the order of the request; a repeat has its first receipt
 * @param anyNew whether at least one event was appended now
 */
public record AppendResult(List<Receipt> receipts, boolean anyNew) {
  public AppendResult {
    receipts = List.copyOf(receipts);
  }
}
