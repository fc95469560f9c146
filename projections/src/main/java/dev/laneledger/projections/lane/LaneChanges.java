package dev.laneledger.projections.lane;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.lane.LaneRow.TicketSpan;
import dev.laneledger.projections.lane.LaneRow.TreeClaim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one event changes one lane's row. */
final class LaneChanges {
  /** A lane of which only others have spoken so far. */
  static final LaneRow UNKNOWN =
      new LaneRow(
          null, null, null, null, null, null, null, null, List.of(), List.of(), 0, List.of(), false,
          null, null);

  private LaneChanges() {}

  static LaneRow opened(LaneRow row, LaneData.Opened data, EventRef by) {
    return new LaneRow(
        data.macro(),
        data.authority(),
        data.host(),
        data.date(),
        data.consumes(),
        null,
        null,
        null,
        row.packetTreeClaims(),
        row.tickets(),
        row.refusals(),
        List.of(),
        false,
        by,
        by);
  }

  static LaneRow imported(LaneRow row, LaneData.Imported data, EventRef by) {
    List<TicketSpan> tickets =
        data.tickets() == null
            ? row.tickets()
            : plus(
                row.tickets(), new TicketSpan(null, data.tickets().get(0), data.tickets().get(1)));
    List<TreeClaim> claims =
        data.packetTree() == null
            ? row.packetTreeClaims()
            : plus(
                row.packetTreeClaims(), new TreeClaim(data.packetTree(), "imported history", by));
    return new LaneRow(
        data.macro(),
        null,
        data.host(),
        data.date(),
        null,
        data.outcome(),
        data.status(),
        null,
        claims,
        tickets,
        row.refusals(),
        List.of(),
        true,
        by,
        by);
  }

  static LaneRow ended(LaneRow row, LaneData.Outcome outcome, @Nullable String status) {
    return copy(row, outcome, status, row.packetTree(), row.refusals(), row.lastEvent());
  }

  static LaneRow sealed(LaneRow row, Hash packetTree) {
    return copy(row, row.outcome(), row.status(), packetTree, row.refusals(), row.lastEvent());
  }

  static LaneRow refused(LaneRow row) {
    return copy(
        row, row.outcome(), row.status(), row.packetTree(), row.refusals() + 1, row.lastEvent());
  }

  static LaneRow touched(LaneRow row, EventRef by) {
    return copy(row, row.outcome(), row.status(), row.packetTree(), row.refusals(), by);
  }

  static LaneRow claimed(LaneRow row, ProgramData.PacketTreeClaimed data, EventRef by) {
    return lists(
        row,
        plus(row.packetTreeClaims(), new TreeClaim(data.packetTree(), data.claimedBy(), by)),
        row.tickets());
  }

  static LaneRow reserved(LaneRow row, String prefix, long from, long to) {
    return lists(
        row, row.packetTreeClaims(), plus(row.tickets(), new TicketSpan(prefix, from, to)));
  }

  static LaneRow reproduced(LaneRow row, EventRef by) {
    return new LaneRow(
        row.macro(),
        row.authority(),
        row.host(),
        row.date(),
        row.consumes(),
        row.outcome(),
        row.status(),
        row.packetTree(),
        row.packetTreeClaims(),
        row.tickets(),
        row.refusals(),
        plus(row.reproducedBy(), by),
        row.imported(),
        row.openedBy(),
        row.lastEvent());
  }

  private static LaneRow copy(
      LaneRow row,
      LaneData.@Nullable Outcome outcome,
      @Nullable String status,
      @Nullable Hash packetTree,
      long refusals,
      @Nullable EventRef lastEvent) {
    return new LaneRow(
        row.macro(),
        row.authority(),
        row.host(),
        row.date(),
        row.consumes(),
        outcome,
        status,
        packetTree,
        row.packetTreeClaims(),
        row.tickets(),
        refusals,
        row.reproducedBy(),
        row.imported(),
        row.openedBy(),
        lastEvent);
  }

  private static LaneRow lists(LaneRow row, List<TreeClaim> claims, List<TicketSpan> tickets) {
    return new LaneRow(
        row.macro(),
        row.authority(),
        row.host(),
        row.date(),
        row.consumes(),
        row.outcome(),
        row.status(),
        row.packetTree(),
        claims,
        tickets,
        row.refusals(),
        row.reproducedBy(),
        row.imported(),
        row.openedBy(),
        row.lastEvent());
  }

  private static <T> List<T> plus(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }
}
