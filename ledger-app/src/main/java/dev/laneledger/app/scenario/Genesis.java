package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.LedgerData;

/** Entry 0 of a ledger, which says who it is. */
final class Genesis {
  private Genesis() {}

  static LedgerData.Created of(LedgerClient auditor) {
    return auditor.entry(0).event().payload() instanceof LedgerData.Created created
        ? created
        : failed();
  }

  private static LedgerData.Created failed() {
    throw new ScenarioException("entry 0 must be ledger.created; is this a ledger?", null);
  }
}
