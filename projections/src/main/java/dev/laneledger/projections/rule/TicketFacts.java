package dev.laneledger.projections.rule;

import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.ticket.TicketBook;
import dev.laneledger.projections.ticket.TicketRange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a ticket prefix:
 *
 * <ul>
 *   <li>{@code nextFree}: the ticket that the next reservation starts with
 *   <li>{@code laneOpen}: the lane that reserves is open and has not ended
 *   <li>{@code rangeReserved}: the range consists of whole ranges that are reserved
 *   <li>{@code foldConsumed}: the batch has consumed the decision for just this fold
 *   <li>{@code beforeMismatches}, {@code afterMismatches}: documents that are not as pinned before
 *       the fold, and those that the fold does not bring to a new revision
 * </ul>
 */
final class TicketFacts {
  private TicketFacts() {}

  static void putInnocent(Map<String, Object> facts) {
    facts.put("nextFree", 1L);
    facts.put("laneOpen", true);
    facts.put("rangeReserved", true);
    facts.put("foldConsumed", true);
    facts.put("beforeMismatches", List.of());
    facts.put("afterMismatches", List.of());
  }

  static void put(Judged judged, TicketData payload, Map<String, Object> facts) {
    switch (payload) {
      case TicketData.Registered r -> {}
      case TicketData.Reserved r -> {
        facts.put("nextFree", judged.tickets().nextFree());
        facts.put("laneOpen", judged.laneRuns(r.lane()));
      }
      case TicketData.Withdrawn w ->
          facts.put("rangeReserved", reserved(judged.tickets(), w.from(), w.to()));
      case TicketData.Folded f -> folded(judged, f, facts);
    }
  }

  private static void folded(Judged judged, TicketData.Folded f, Map<String, Object> facts) {
    facts.put("rangeReserved", reserved(judged.tickets(), f.from(), f.to()));
    facts.put("foldConsumed", judged.together().consumedFor(f));
    facts.put(
        "beforeMismatches",
        f.before().stream()
            .filter(pin -> !same(judged.program().state().documents().pins().get(pin.path()), pin))
            .map(TicketData.DocumentPin::path)
            .toList());
    facts.put(
        "afterMismatches",
        f.after().stream()
            .filter(pin -> !newer(judged.program().state().documents().pins().get(pin.path()), pin))
            .map(TicketData.DocumentPin::path)
            .toList());
  }

  private static boolean same(
      ProgramData.@Nullable DocumentPinned pinned, TicketData.DocumentPin pin) {
    return pinned != null
        && pinned.storeRevision() == pin.storeRevision()
        && pinned.bytes() == pin.bytes()
        && pinned.sha256().equals(pin.sha256());
  }

  private static boolean newer(
      ProgramData.@Nullable DocumentPinned pinned, TicketData.DocumentPin pin) {
    return pinned != null
        && pin.storeRevision() > pinned.storeRevision()
        && !pinned.sha256().equals(pin.sha256());
  }

  private static boolean reserved(TicketBook book, long from, long to) {
    long next = from;
    for (TicketRange range : book.ranges()) {
      if (range.from() == next && range.to() <= to && range.state() == TicketData.State.RESERVED) {
        next = range.to() + 1;
      }
    }
    return from <= to && next == to + 1;
  }
}
