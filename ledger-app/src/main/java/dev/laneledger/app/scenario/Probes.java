package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Probe;
import dev.laneledger.api.event.Receipt;
import java.util.List;

/** Sends a lane's bad requests to the running ledger and records what it answers. */
final class Probes {
  private final Scenario scenario;
  private final LedgerClient lane;
  private final LaneLog log;

  Probes(Scenario scenario, LedgerClient lane, LaneLog log) {
    this.scenario = scenario;
    this.lane = lane;
    this.log = log;
  }

  /** Every probe of the lane, sent in order. */
  List<Probe> send() {
    return scenario.lane().list("probes").stream().map(this::send).toList();
  }

  private Probe send(Facts probe) {
    String id = probe.text("id");
    try {
      lane.append(List.of(request(id)));
      return new Probe(id, probe.text("defect"), false, "", null);
    } catch (LedgerRefusedException refused) {
      Receipt receipt = refused.refusal().receipt();
      EventRef kept = receipt == null ? null : log.locate(receipt);
      return new Probe(id, probe.text("defect"), kept != null, refused.code(), kept);
    }
  }

  private EventDraft request(String id) {
    Facts template = scenario.extra().at("probes").at(id);
    EventType type =
        EventType.ofName(template.text("type"))
            .orElseThrow(
                () -> new ScenarioException("unknown event type in " + template.place(), null));
    LaneData payload = (LaneData) template.at("data").as(type.payload());
    return log.draft("probe-" + id, type, payload);
  }
}
