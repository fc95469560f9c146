package dev.laneledger.app.page;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.EntryPage;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.blocker.BlockerProjection;
import dev.laneledger.projections.blocker.BlockerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many legs were open after which entry. What was counted once is kept, since the past does not
 * change; only a program's own stream is read, since nothing else changes its blockers.
 */
final class OpenLegs {
  private static final int PAGE = 512;
  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 100;
  private static final int MARGIN = 8;
  private static final BlockerProjection BLOCKERS = new BlockerProjection();

  private final LedgerQueries queries;
  private final Map<String, History> histories = new HashMap<>();

  OpenLegs(LedgerQueries queries) {
    this.queries = queries;
  }

  /** From the entry at that seq on so many legs were open. */
  private record Point(long seq, int open) {}

  private static final class History {
    private final List<Point> points = new ArrayList<>();
    private BlockerState state = BLOCKERS.initial();
    private long next;
  }

  /**
   * A step line over the ledger's history, in the user units of an SVG.
   *
   * @param first seq of the program's first entry
   * @param line path of an SVG, 1,000 wide and 100 high
   * @param area the same, closed at the bottom
   * @param mark where the entry lies that is shown, 0 to 1,000
   * @param open legs that are open there
   * @param most legs that were ever open
   * @param earlier seq of the last change before it; null without one
   * @param later seq of the first change after it; null without one
   */
  public record Plot(
      long first,
      String line,
      String area,
      long mark,
      int open,
      int most,
      @Nullable Long earlier,
      @Nullable Long later) {}

  /**
   * @param newest seq at the right end
   * @param position seq that is marked
   */
  Plot plot(String program, long newest, long position) {
    List<Point> points;
    synchronized (histories) {
      History history = histories.computeIfAbsent(program, p -> new History());
      read(program, history, newest);
      points = List.copyOf(history.points);
    }
    return draw(points, Math.max(1, newest), position);
  }

  private void read(String program, History history, long newest) {
    StreamId stream = StreamId.program(program);
    while (history.next <= newest) {
      EntryPage page = queries.entries(new EntryFilter(history.next, PAGE, stream, null, null));
      for (Entry entry : page.entries()) {
        if (entry.seq() > newest) {
          history.next = entry.seq();
          return;
        }
        count(history, entry);
      }
      history.next = page.next() == null ? newest + 1 : page.next();
    }
  }

  private static void count(History history, Entry entry) {
    BlockerState after = BLOCKERS.evolve(history.state, entry.event());
    boolean changed = !after.blockers().equals(history.state.blockers());
    if (changed || history.points.isEmpty()) {
      history.points.add(new Point(entry.seq(), open(after)));
    }
    history.state = after;
  }

  private static int open(BlockerState state) {
    return (int)
        state.blockers().values().stream()
            .flatMap(blocker -> blocker.legs().stream())
            .filter(leg -> leg.state() == Blocker.State.OPEN)
            .count();
  }

  private static Plot draw(List<Point> points, long newest, long position) {
    int most = points.stream().mapToInt(Point::open).max().orElse(0);
    Steps line = new Steps();
    int open = 0;
    Long earlier = null;
    Long later = null;
    for (Point point : points) {
      long x = point.seq * WIDTH / newest;
      long y = HEIGHT - MARGIN - (long) point.open * (HEIGHT - 2 * MARGIN) / Math.max(1, most);
      line.to(x, y);
      if (point.seq <= position) {
        open = point.open;
      }
      if (point.seq < position) {
        earlier = point.seq;
      } else if (point.seq > position && later == null) {
        later = point.seq;
      }
    }
    String steps = line.path() + (points.isEmpty() ? "" : "H" + WIDTH);
    long first = points.isEmpty() ? 0 : points.getFirst().seq;
    String area = points.isEmpty() ? "" : steps + "V" + HEIGHT + "H" + first * WIDTH / newest + "Z";
    return new Plot(first, steps, area, position * WIDTH / newest, open, most, earlier, later);
  }

  /**
   * A step line; of many steps in one column only the highest, the lowest and the last are drawn.
   */
  private static final class Steps {
    private final StringBuilder path = new StringBuilder();
    private long column = -1;
    private long highest;
    private long lowest;
    private long last;

    void to(long x, long y) {
      if (x == column) {
        highest = Math.min(highest, y);
        lowest = Math.max(lowest, y);
      } else {
        draw();
        column = x;
        highest = y;
        lowest = y;
      }
      last = y;
    }

    String path() {
      draw();
      column = -1;
      return path.toString();
    }

    private void draw() {
      if (column < 0) {
        return;
      }
      path.append(path.isEmpty() ? "M" + column + " " + highest : "H" + column + "V" + highest);
      if (lowest != highest) {
        path.append("V").append(lowest);
      }
      if (last != lowest) {
        path.append("V").append(last);
      }
    }
  }
}
