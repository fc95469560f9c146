package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.app.storage.LedgerReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the entries in their order, without any rule of the program, for a use of what was taken
 * away before.
 */
final class RaceOrder {
  private final String seed;
  private final Set<String> revoked = new HashSet<>();
  private final Set<String> lapsed = new HashSet<>();
  private final Set<String> stopped = new HashSet<>();
  private final Set<String> moved = new HashSet<>();
  private final Map<String, String> expiries = new HashMap<>();
  private final Set<String> selected = new HashSet<>();

  private RaceOrder(String seed) {
    this.seed = seed;
  }

  static void check(LedgerReader reader, String seed) {
    RaceOrder order = new RaceOrder(seed);
    List<Entry> entries = reader.entries(0, (int) reader.size());
    assertThat(entries).hasSize((int) reader.size());
    entries.forEach(entry -> order.next(entry.seq(), entry.event()));
  }

  private void next(long seq, LedgerEvent event) {
    String program = String.valueOf(event.source().program());
    must(seq, !revoked.contains(event.actor()), "an event of a revoked principal");
    switch (event.payload()) {
      case LedgerData.PrincipalRevoked r -> revoked.add(r.principal());
      case LedgerData.PolicyAdopted a -> lapsed.addAll(selected);
      case ProgramData.BlockerRaised b -> lapse(program);
      case ProgramData.PacketPublished p -> lapse(program);
      case ProgramData.Selected s -> {
        selected.add(program);
        expiries.put(program, s.expires() == null ? "9" : s.expires());
      }
      case ProgramData.Consumed c -> {
        must(seq, !lapsed.contains(program), "a consumption of what had lapsed");
        String expiry = expiries.getOrDefault(program, "9");
        must(seq, event.recordedtime().compareTo(expiry) <= 0, "a consumption after the expiry");
      }
      case LaneData.Stopped s -> stopped.add(program);
      case TicketData.Reserved r ->
          must(seq, !stopped.contains(program), "tickets of a stopped lane");
      case ProgramData.LegDischarged d ->
          must(seq, !stopped.contains(program), "a discharge by a stopped lane");
      case ProgramData.DocumentPinned p when p.storeRevision() > 1 -> moved.add(program);
      case LaneData.PreflightChecked p ->
          must(seq, !moved.contains(program), "a gate that passed on an older pin");
      default -> {}
    }
  }

  private void lapse(String program) {
    if (selected.contains(program)) {
      lapsed.add(program);
    }
  }

  private void must(long seq, boolean holds, String violation) {
    assertThat(holds).as("%s: entry %d is %s", seed, seq, violation).isTrue();
  }
}
