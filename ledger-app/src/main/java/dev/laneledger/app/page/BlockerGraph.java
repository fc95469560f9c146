package dev.laneledger.app.page;

import dev.laneledger.api.event.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the legs need, the legs, their blockers, and what those block: four columns from left to
 * right, in the user units of an SVG.
 */
public record BlockerGraph(int width, int height, List<Node> nodes, List<Edge> edges) {
  private static final int ROW = 34;
  private static final int BOX = 26;
  private static final int TOP = 34;
  private static final int GAP = 12;
  private static final int[] X = {0, 300, 600, 960};
  private static final int[] WIDTH = {230, 230, 290, 190};
  private static final int CHARACTER = 8;

  /**
   * @param label as much of {@code title} as has room
   * @param kind need, leg, blocker or action
   * @param state done, ready, waiting or open
   */
  public record Node(
      int x, int y, int width, int height, String label, String title, String kind, String state) {}

  /**
   * @param path of an SVG
   * @param state done or open
   */
  public record Edge(String path, String state) {}

  static BlockerGraph of(List<BlockerLine> lines) {
    return new Drawing(lines).draw();
  }

  /** Places nodes row by row, then draws the edges between them. */
  private static final class Drawing {
    private final List<BlockerLine> lines;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, List<Integer>> needRows = new LinkedHashMap<>();
    private final Map<String, List<Integer>> actionRows = new TreeMap<>();

    Drawing(List<BlockerLine> lines) {
      this.lines = lines;
    }

    BlockerGraph draw() {
      int bottom = placeBlockers();
      bottom = Math.max(bottom, placeColumn(0, "need", needRows));
      bottom = Math.max(bottom, placeColumn(3, "action", actionRows));
      lines.forEach(this::connect);
      return new BlockerGraph(
          X[3] + WIDTH[3], bottom + GAP, List.copyOf(nodes.values()), List.copyOf(edges));
    }

    private int placeBlockers() {
      int y = TOP;
      for (BlockerLine line : lines) {
        int first = y;
        for (BlockerLine.Leg leg : line.legs()) {
          String state = leg.open() ? leg.ready() ? "ready" : "waiting" : "done";
          put(legKey(line.id(), leg.leg()), 1, y, leg.leg(), "leg", state);
          for (BlockerLine.Need need : leg.needs()) {
            needRows.computeIfAbsent(needKey(need), k -> new ArrayList<>()).add(y);
          }
          y += ROW;
        }
        int middle = (first + Math.max(first, y - ROW)) / 2;
        put("blocker " + line.id(), 2, middle, line.id(), "blocker", line.open() ? "open" : "done");
        for (String action : line.blocks()) {
          actionRows.computeIfAbsent(action, k -> new ArrayList<>()).add(middle);
        }
        y = Math.max(y, first + ROW) + GAP;
      }
      return y;
    }

    /** Each beside the middle of what it is connected with, or as near below as there is room. */
    private int placeColumn(int column, String kind, Map<String, List<Integer>> rows) {
      List<Map.Entry<String, List<Integer>>> sorted = new ArrayList<>(rows.entrySet());
      sorted.removeIf(e -> kind.equals("need") && nodes.containsKey(e.getKey()));
      sorted.sort((a, b) -> Integer.compare(middle(a.getValue()), middle(b.getValue())));
      int free = TOP;
      for (Map.Entry<String, List<Integer>> entry : sorted) {
        int y = Math.max(free, middle(entry.getValue()));
        put(entry.getKey(), column, y, entry.getKey(), kind, state(kind, entry.getKey()));
        free = y + ROW;
      }
      return free;
    }

    private String state(String kind, String key) {
      return kind.equals("need")
          ? lines.stream()
                  .flatMap(line -> line.legs().stream())
                  .flatMap(leg -> leg.needs().stream())
                  .anyMatch(need -> needKey(need).equals(key) && need.met())
              ? "done"
              : "open"
          : lines.stream().anyMatch(line -> line.open() && line.blocks().contains(key))
              ? "open"
              : "done";
    }

    private void connect(BlockerLine line) {
      for (BlockerLine.Leg leg : line.legs()) {
        String key = legKey(line.id(), leg.leg());
        leg.needs().forEach(need -> edge(needKey(need), key, need.met()));
        edge(key, "blocker " + line.id(), !leg.open());
      }
      line.blocks().forEach(action -> edge("blocker " + line.id(), action, !line.open()));
    }

    private void put(String key, int column, int y, String title, String kind, String state) {
      int room = WIDTH[column] / CHARACTER - 1;
      String label = title.length() <= room ? title : title.substring(0, room - 1) + "…";
      nodes.put(key, new Node(X[column], y, WIDTH[column], BOX, label, title, kind, state));
    }

    /** To the right where the target is; around the left side within one column. */
    private void edge(String from, String to, boolean done) {
      Node a = nodes.get(from);
      Node b = nodes.get(to);
      if (a == null || b == null) {
        return;
      }
      int y1 = a.y() + BOX / 2;
      int y2 = b.y() + BOX / 2;
      String path;
      if (a.x() < b.x()) {
        int x1 = a.x() + a.width();
        int bend = (b.x() - x1) / 2;
        path =
            "M%d %dC%d %d %d %d %d %d"
                .formatted(x1, y1, x1 + bend, y1, b.x() - bend, y2, b.x(), y2);
      } else {
        int left = Math.min(a.x(), b.x()) - 40;
        path = "M%d %dC%d %d %d %d %d %d".formatted(a.x(), y1, left, y1, left, y2, b.x(), y2);
      }
      edges.add(new Edge(path, done ? "done" : "open"));
    }

    private static String legKey(String blocker, String leg) {
      return "leg " + leg + " of " + blocker;
    }

    /** A leg or a blocker of this page is its own node. */
    private static String needKey(BlockerLine.Need need) {
      Requirement requirement = need.requirement();
      return requirement.blocker() != null ? "blocker " + requirement.blocker() : need.text();
    }

    private static int middle(List<Integer> rows) {
      return (int) rows.stream().mapToInt(Integer::intValue).average().orElse(TOP);
    }
  }
}
