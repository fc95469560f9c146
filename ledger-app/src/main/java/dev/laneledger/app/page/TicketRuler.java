package dev.laneledger.app.page;

import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.ticket.TicketRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * All numbers of a prefix on one line, from the first to the next free one, in the user units of an
 * SVG 1,000 wide. Where there are more ranges than room, neighbours of one state are drawn as one;
 * gaps and overlaps are always drawn, and never narrower than can be seen.
 *
 * @param first number at the left end
 * @param last number at the right end
 */
public record TicketRuler(
    long first, long last, List<Bar> bars, List<Bar> faults, List<Tick> ticks) {
  static final int WIDTH = 1_000;
  private static final double THINNEST = 1.5;
  private static final double FAULT = 5;
  private static final int MOST_BARS = 400;
  private static final int MOST_FAULTS = 200;
  private static final int TICKS = 6;
  private static final int SHADES = 3;

  /**
   * A range, or a fault: {@code state} is reserved, applied, withdrawn, gap or overlap.
   *
   * @param shade of the state's colour, from 0 below {@value #SHADES}: one for a lane, and another
   *     for a lane beside it
   */
  public record Bar(double x, double width, String state, int shade, String title) {}

  /** A number and where it stands. */
  public record Tick(double x, long number) {
    /** Where its words stand, of the ruler's width. */
    public String place() {
      return x * 100 / WIDTH + "%";
    }

    /** Words at either end stay within the ruler. */
    public String anchor() {
      return x == 0 ? "start" : x > WIDTH * 0.95 ? "end" : "middle";
    }
  }

  static TicketRuler of(List<TicketRange> ranges) {
    if (ranges.isEmpty()) {
      return new TicketRuler(1, 1, List.of(), List.of(), List.of());
    }
    long first = ranges.getFirst().from();
    long last = ranges.stream().mapToLong(TicketRange::to).max().orElse(first);
    Scale scale = new Scale(first, last - first + 1);
    return new TicketRuler(
        first, last, bars(ranges, scale), faults(ranges, scale), ticks(first, last, scale));
  }

  private record Scale(long first, long length) {
    double x(long number) {
      return round((double) (number - first) / length * WIDTH);
    }

    double width(long from, long to) {
      return round((double) (to - from + 1) / length * WIDTH);
    }

    private static double round(double units) {
      return Math.round(units * 100) / 100.0;
    }
  }

  private static List<Bar> bars(List<TicketRange> ranges, Scale scale) {
    List<Span> spans = new ArrayList<>();
    for (TicketRange range : ranges) {
      Span last = spans.isEmpty() ? null : spans.getLast();
      if (ranges.size() > MOST_BARS
          && last != null
          && last.state == range.state()
          && last.to + 1 == range.from()) {
        spans.set(
            spans.size() - 1, new Span(last.from, range.to(), last.state, last.count + 1, ""));
      } else {
        spans.add(new Span(range.from(), range.to(), range.state(), 1, range.lane()));
      }
    }
    Map<Double, Bar> drawn = new LinkedHashMap<>();
    Map<String, Integer> shades = new HashMap<>();
    int shade = SHADES - 1;
    for (Span span : spans) {
      double x = scale.x(span.from);
      double width = Math.max(THINNEST, scale.width(span.from, span.to));
      int next = (shade + 1) % SHADES;
      shade = shades.computeIfAbsent(span.lane, lane -> next);
      drawn.merge(
          ranges.size() > MOST_BARS ? Math.floor(x) : x,
          new Bar(x, width, span.state.name().toLowerCase(Locale.ROOT), shade, span.title()),
          (a, b) -> a.width() >= b.width() ? a : b);
    }
    return List.copyOf(drawn.values());
  }

  private record Span(long from, long to, TicketData.State state, int count, String lane) {
    String title() {
      String who = count > 1 ? count + " ranges" : lane;
      return "%d–%d %s, %s".formatted(from, to, state.name().toLowerCase(Locale.ROOT), who);
    }
  }

  private static List<Bar> faults(List<TicketRange> ranges, Scale scale) {
    List<Bar> faults = new ArrayList<>();
    long covered = scale.first - 1;
    for (TicketRange range : ranges) {
      if (faults.size() < MOST_FAULTS && range.from() > covered + 1) {
        faults.add(fault(covered + 1, range.from() - 1, "gap", "taken by nobody", scale));
      }
      if (faults.size() < MOST_FAULTS && range.from() <= covered) {
        long to = Math.min(covered, range.to());
        faults.add(fault(range.from(), to, "overlap", "also taken by " + range.lane(), scale));
      }
      covered = Math.max(covered, range.to());
    }
    return faults;
  }

  private static Bar fault(long from, long to, String state, String why, Scale scale) {
    double width = Math.max(FAULT, scale.width(from, to));
    double x = Math.min(WIDTH - width, scale.x(from));
    return new Bar(x, width, state, 0, "%s %d–%d: %s".formatted(state, from, to, why));
  }

  private static List<Tick> ticks(long first, long last, Scale scale) {
    return LongStream.rangeClosed(0, TICKS)
        .map(i -> first + (last - first) * i / TICKS)
        .distinct()
        .mapToObj(number -> new Tick(scale.x(number), number))
        .toList();
  }
}
