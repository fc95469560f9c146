package dev.laneledger.projections.render;

import static dev.laneledger.projections.render.Json.array;
import static dev.laneledger.projections.render.Json.object;
import static dev.laneledger.projections.render.Json.ref;

import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.ticket.TicketBook;
import dev.laneledger.projections.ticket.TicketRange;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ticket-reservation.json}. */
final class TicketFiles {
  private TicketFiles() {}

  static ObjectNode reservation(LaneView lane) {
    List<Fact<TicketData.Reserved>> own = reservations(lane);
    ObjectNode file =
        own.isEmpty() ? Json.notPerformed("the lane reserved no tickets") : Json.performed();
    file.set("reservations", array(own, f -> reserved(lane, f)));
    file.set("books", books(lane));
    return file;
  }

  /** The lane's own reservations, in stream order. */
  static List<Fact<TicketData.Reserved>> reservations(LaneView lane) {
    return lane.ofProgram(TicketData.Reserved.class).stream()
        .filter(f -> f.data().lane().equals(lane.laneRecord().lane()))
        .toList();
  }

  static String prefix(Fact<?> fact) {
    return String.valueOf(fact.by().source().leaf());
  }

  /** The range as it stands now. */
  static Optional<TicketRange> range(LaneView lane, Fact<TicketData.Reserved> fact) {
    return lane.state().tickets().book(prefix(fact)).ranges().stream()
        .filter(r -> r.from() == fact.data().from())
        .findFirst();
  }

  private static ObjectNode reserved(LaneView lane, Fact<TicketData.Reserved> fact) {
    Optional<TicketRange> range = range(lane, fact);
    ObjectNode node =
        object()
            .put("prefix", prefix(fact))
            .put("from", fact.data().from())
            .put("to", fact.data().to())
            .put("applyNow", fact.data().applyNow())
            .put("state", range.map(r -> r.state().name()).orElse(null));
    node.set("changedBy", ref(range.map(TicketRange::changedBy).orElse(null)));
    return Json.by(fact, node);
  }

  private static ArrayNode books(LaneView lane) {
    return array(
        List.copyOf(lane.state().tickets().books().entrySet()),
        e -> book(e.getKey(), e.getValue()));
  }

  private static ObjectNode book(String prefix, TicketBook book) {
    return object()
        .put("prefix", prefix)
        .put("canonicalCeiling", book.canonicalCeiling())
        .put("reservedCeiling", book.reservedCeiling())
        .put("nextFree", book.nextFree())
        .put("gaps", book.gaps())
        .put("overlaps", book.overlaps());
  }
}
