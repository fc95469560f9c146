package dev.laneledger.api.verify;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import java.util.List;

/** Which blobs an event rests on: rule packs, refused inputs, evidence. */
public final class NamedBlobs {
  private NamedBlobs() {}

  /** The digests that the event names as those of kept bytes. */
  public static List<Hash> of(LedgerEvent event) {
    return switch (event.payload()) {
      case LedgerData.Created c -> c.policies().stream().map(LedgerData.PackPin::sha256).toList();
      case LedgerData.PolicyAdopted adopted -> List.of(adopted.sha256());
      case LedgerData.Refused refused -> List.of(refused.input());
      case LaneData.EvidenceAttached evidence -> List.of(evidence.sha256());
      default -> List.of();
    };
  }
}
