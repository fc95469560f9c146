package dev.laneledger.app.page;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.merkle.MerkleTree;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry's place in the Merkle tree, to be drawn: from the root at the top down to the leaf, and
 * beside each step the subtree that the proof names by its hash alone.
 *
 * @param size number of leaves of the tree, as its checkpoint signs it
 * @param nodes the root, and on each level below the node on the way and its sibling
 */
public record TreeDrawing(long size, int width, int height, List<Node> nodes, List<Line> lines) {
  private static final int STEP = 76;
  private static final int APART = 150;
  private static final int BOX = 132;
  private static final int BOX_HEIGHT = 44;
  private static final int MARGIN = 4;

  /**
   * One box.
   *
   * @param x of its left side
   * @param way whether it is on the way from the leaf to the root
   * @param range the entries below it
   */
  public record Node(int x, int y, String range, String hash, boolean way) {}

  /** From a box down to one below it. */
  public record Line(int fromX, int fromY, int toX, int toY, boolean way) {}

  private record Level(long from, long end, boolean goesLeft) {}

  static TreeDrawing of(long seq, Hash leaf, long size, HashReader hashes) {
    List<Level> levels = levels(seq, size);
    List<Hash> siblings = MerkleTree.prove(seq, size, hashes).path();
    List<Hash> way = way(levels, leaf, siblings);
    Canvas canvas = new Canvas();
    int x = 0;
    canvas.box(x, 0, range(0, size), way.getLast(), true);
    long from = 0;
    long end = size;
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      int depth = i + 1;
      int side = level.goesLeft ? -1 : 1;
      long middle = level.goesLeft ? level.end : level.from;
      canvas.line(x, depth, x + side * APART / 2, true);
      canvas.line(x, depth, x - side * APART / 2, false);
      canvas.box(
          x + side * APART / 2,
          depth,
          range(level.from, level.end),
          way.get(levels.size() - depth),
          true);
      canvas.box(
          x - side * APART / 2,
          depth,
          level.goesLeft ? range(middle, end) : range(from, middle),
          siblings.get(levels.size() - depth),
          false);
      x += side * APART / 2;
      from = level.from;
      end = level.end;
    }
    return canvas.drawn(size);
  }

  /** Below the root, the part that holds the leaf on each level (RFC 6962 section 2.1). */
  private static List<Level> levels(long seq, long size) {
    List<Level> levels = new ArrayList<>();
    long from = 0;
    long end = size;
    while (end - from > 1) {
      long middle = from + Long.highestOneBit(end - from - 1);
      boolean left = seq < middle;
      from = left ? from : middle;
      end = left ? middle : end;
      levels.add(new Level(from, end, left));
    }
    return levels;
  }

  /** The hashes on the way, the leaf's first, the root's last. */
  private static List<Hash> way(List<Level> levels, Hash leaf, List<Hash> siblings) {
    List<Hash> way = new ArrayList<>(List.of(leaf));
    for (int up = 0; up < levels.size(); up++) {
      boolean left = levels.get(levels.size() - 1 - up).goesLeft;
      Hash here = way.getLast();
      Hash sibling = siblings.get(up);
      way.add(left ? MerkleTree.nodeHash(here, sibling) : MerkleTree.nodeHash(sibling, here));
    }
    return way;
  }

  private static String range(long from, long end) {
    return end - from == 1 ? "entry " + from : "entries " + from + "–" + (end - 1);
  }

  /** Collects what is drawn around x = 0, and moves it to the right of the margin at the end. */
  private static final class Canvas {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    void box(int x, int depth, String range, Hash hash, boolean way) {
      nodes.add(new Node(x - BOX / 2, depth * STEP, range, hash.hex().substring(0, 12), way));
    }

    void line(int x, int depth, int toX, boolean way) {
      lines.add(new Line(x, (depth - 1) * STEP + BOX_HEIGHT, toX, depth * STEP, way));
    }

    TreeDrawing drawn(long size) {
      int left = nodes.stream().mapToInt(Node::x).min().orElse(0) - MARGIN;
      int right = nodes.stream().mapToInt(n -> n.x + BOX).max().orElse(0) + MARGIN;
      int bottom = nodes.stream().mapToInt(n -> n.y + BOX_HEIGHT).max().orElse(0) + MARGIN;
      return new TreeDrawing(
          size,
          right - left,
          bottom + MARGIN,
          nodes.stream()
              .map(n -> new Node(n.x - left, n.y + MARGIN, n.range, n.hash, n.way))
              .toList(),
          lines.stream()
              .map(l ->
                  new Line(l.fromX - left, l.fromY + MARGIN, l.toX - left, l.toY + MARGIN, l.way))
              .toList());
    }
  }
}
