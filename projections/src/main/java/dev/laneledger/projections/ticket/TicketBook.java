package dev.laneledger.projections.ticket;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.TicketData;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/** The ranges of one prefix, by their first ticket. A withdrawn range is never given out again. */
public final class TicketBook {
  static final TicketBook EMPTY = new TicketBook(TreePMap.empty(), 0);

  private final TreePMap<Long, TicketRange> ranges;
  private final long ceiling;

  private TicketBook(TreePMap<Long, TicketRange> ranges, long ceiling) {
    this.ranges = ranges;
    this.ceiling = ceiling;
  }

  /** A book without ranges. */
  static TicketBook upTo(long ceiling) {
    return new TicketBook(TreePMap.empty(), ceiling);
  }

  /** The book with that range in it, under the same ceiling. */
  TicketBook with(TicketRange range) {
    return new TicketBook(ranges.plus(range.from(), range), ceiling);
  }

  /** The range that begins with that ticket, or null. */
  @Nullable TicketRange from(long first) {
    return ranges.get(first);
  }

  /** All ranges in ascending order. */
  public Collection<TicketRange> ranges() {
    return ranges.values();
  }

  /** The highest ticket that is folded into the canonical registry; 0 for none. */
  public long canonicalCeiling() {
    return ranges.values().stream()
        .filter(r -> r.state() == TicketData.State.APPLIED)
        .mapToLong(TicketRange::to)
        .max()
        .orElse(0);
  }

  /** The highest ticket that anyone ever took, folded, reserved or withdrawn; 0 for none. */
  public long reservedCeiling() {
    return ceiling;
  }

  /** The ticket that the next reservation has to start with. */
  public long nextFree() {
    return reservedCeiling() + 1;
  }

  /** Number of tickets below the ceiling that nobody took. */
  public long gaps() {
    long covered = 0;
    long gaps = 0;
    for (TicketRange range : ranges.values()) {
      gaps += Math.max(0, range.from() - covered - 1);
      covered = Math.max(covered, range.to());
    }
    return gaps;
  }

  /** Number of tickets that lie in more than one range. */
  public long overlaps() {
    long covered = 0;
    long overlaps = 0;
    for (TicketRange range : ranges.values()) {
      overlaps += Math.max(0, Math.min(covered, range.to()) - range.from() + 1);
      covered = Math.max(covered, range.to());
    }
    return overlaps;
  }

  TicketBook take(long from, long to, String lane, TicketData.State state, EventRef by) {
    return new TicketBook(
        ranges.plus(from, new TicketRange(from, to, lane, state, by, null)), Math.max(ceiling, to));
  }

  /** Only a range that is still reserved changes, and only as a whole. */
  TicketBook change(long from, long to, TicketData.State state, EventRef by) {
    TreePMap<Long, TicketRange> changed = ranges;
    List<TicketRange> touched =
        ranges.values().stream()
            .filter(r -> r.state() == TicketData.State.RESERVED && r.within(from, to))
            .toList();
    for (TicketRange range : touched) {
      changed = changed.plus(range.from(), range.changed(state, by));
    }
    return new TicketBook(changed, ceiling);
  }
}
