package dev.laneledger.app.http;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.projections.lane.LaneRow;
import dev.laneledger.projections.lane.LaneState;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lanes of a program, as the rows of {@code lanes.v1} show them. */
record LanesView(long position, @Nullable Attested attested, List<Item> lanes) {

  /** One lane alone. */
  record One(long position, @Nullable Attested attested, Item lane) {}

  /**
   * A row with its key. Of an imported lane every value is a claim.
   *
   * @param packetTreeConflict whether different trees are stated for the lane; nobody here can say
   *     which is right
   */
  record Item(
      String id,
      @Nullable String macro,
      @Nullable String authority,
      @Nullable String host,
      @Nullable String date,
      @Nullable String consumes,
      LaneData.@Nullable Outcome outcome,
      @Nullable String status,
      @Nullable Hash packetTree,
      List<LaneRow.TreeClaim> packetTreeClaims,
      boolean packetTreeConflict,
      List<LaneRow.TicketSpan> tickets,
      long refusals,
      List<EventRef> reproducedBy,
      boolean imported,
      @Nullable EventRef openedBy,
      @Nullable EventRef lastEvent) {

    static Item of(String id, LaneRow row) {
      return new Item(
          id,
          row.macro(),
          row.authority(),
          row.host(),
          row.date(),
          row.consumes(),
          row.outcome(),
          row.status(),
          row.packetTree(),
          row.packetTreeClaims(),
          conflict(row),
          row.tickets(),
          row.refusals(),
          row.reproducedBy(),
          row.imported(),
          row.openedBy(),
          row.lastEvent());
    }
  }

  private static boolean conflict(LaneRow row) {
    Stream<Hash> claimed = row.packetTreeClaims().stream().map(LaneRow.TreeClaim::packetTree);
    return Stream.concat(Stream.ofNullable(row.packetTree()), claimed).distinct().count() > 1;
  }

  static LanesView of(long position, @Nullable Attested attested, LaneState state) {
    return new LanesView(
        position,
        attested,
        state.lanes().entrySet().stream().map(l -> Item.of(l.getKey(), l.getValue())).toList());
  }
}
