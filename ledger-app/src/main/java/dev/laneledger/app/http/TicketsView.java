package dev.laneledger.app.http;

import dev.laneledger.api.event.TicketData;
import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.projections.ticket.TicketBook;
import dev.laneledger.projections.ticket.TicketRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets of one prefix are taken.
 *
 * @param canonicalCeiling the highest ticket that is folded; 0 for none
 * @param reservedCeiling the highest ticket that anyone ever took; 0 for none
 * @param nextFree the first ticket of the next reservation
 * @param gaps tickets below the ceiling that nobody took
 * @param overlaps tickets that lie in more than one range
 */
record TicketsView(
    long position,
    @Nullable Attested attested,
    String prefix,
    long canonicalCeiling,
    long reservedCeiling,
    long nextFree,
    List<Range> ranges,
    long gaps,
    long overlaps) {

  /** The prefixes of a program. */
  record Prefixes(long position, @Nullable Attested attested, List<String> prefixes) {}

  record Range(long from, long to, String lane, TicketData.State state) {
    private static Range of(TicketRange range) {
      return new Range(range.from(), range.to(), range.lane(), range.state());
    }
  }

  static TicketsView of(
      long position, @Nullable Attested attested, String prefix, TicketBook book) {
    return new TicketsView(
        position,
        attested,
        prefix,
        book.canonicalCeiling(),
        book.reservedCeiling(),
        book.nextFree(),
        book.ranges().stream().map(Range::of).toList(),
        book.gaps(),
        book.overlaps());
  }
}
