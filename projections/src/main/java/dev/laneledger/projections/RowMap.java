package dev.laneledger.projections;

import dev.laneledger.api.hash.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind by key, in order of the key's UTF-8 bytes. Immutable; a changed map shares with
 * the one before what did not change, so that the two are compared in the time of the changes, and
 * a row's leaf hash is computed once.
 *
 * <p>It is a treap whose priorities are digests of the keys: its form follows from its keys alone,
 * whatever their order of arrival, and nobody can choose keys that make it deep.
 */
public final class RowMap<V extends Record> extends AbstractMap<String, V> {
  private final String prefix;
  private final @Nullable Node<V> root;

  private RowMap(String prefix, @Nullable Node<V> root) {
    this.prefix = prefix;
    this.root = root;
  }

  /**
   * No rows.
   *
   * @param prefix what stands before each key in the row's key, such as {@code packet/}
   */
  public static <V extends Record> RowMap<V> empty(String prefix) {
    return new RowMap<>(prefix, null);
  }

  /**
   * A map of rows in order of their keys, whose values are made when somebody asks for them.
   *
   * @param keys in order, each once
   * @param value makes the value of the key at that index; it may be asked more than once
   */
  static <V extends Record> RowMap<V> ofSorted(
      String prefix, List<String> keys, IntFunction<V> value) {
    List<Cell<V>> cells = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      int index = i;
      Later<V> later = () -> value.apply(index);
      cells.add(new Cell<>(keys.get(i), later));
    }
    return new RowMap<>(prefix, Node.ofSorted(cells));
  }

  /** The map with that value for the key. */
  public RowMap<V> plus(String key, V value) {
    return new RowMap<>(prefix, Node.insert(root, new Cell<>(key, value)));
  }

  /** Tells every row that differs from {@code before}, in order: its row key, and its value now. */
  public void changesSince(RowMap<V> before, BiConsumer<String, ? super @Nullable V> sink) {
    Node.differ(before.root, root, (key, value) -> sink.accept(prefix + key, value));
  }

  /** The leaf hashes of the rows, in order. */
  public List<Hash> leaves() {
    List<Hash> leaves = new ArrayList<>(size());
    for (Iterator<Cell<V>> cells = new InOrder<>(root); cells.hasNext(); ) {
      leaves.add(cells.next().leaf(prefix));
    }
    return leaves;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    Node<V> found = key instanceof String text ? Node.find(root, text) : null;
    return found == null ? null : found.cell.value();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return Node.size(root);
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        Iterator<Cell<V>> cells = new InOrder<>(root);
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return cells.hasNext();
          }

          @Override
          public Map.Entry<String, V> next() {
            Cell<V> cell = cells.next();
            return Map.entry(cell.key, cell.value());
          }
        };
      }

      @Override
      public int size() {
        return RowMap.this.size();
      }
    };
  }

  /** Makes a row's value. */
  private interface Later<V extends Record> extends Supplier<V> {}

  /** One row; every map that holds it holds the same object. */
  private static final class Cell<V extends Record> {
    final String key;
    final long priority;
    private Object content; // the value, or what makes it; whoever asks first has it made
    private @Nullable Hash leaf; // computed by whoever asks first; all compute the same

    Cell(String key, V value) {
      this(key, (Object) value);
    }

    Cell(String key, Later<V> later) {
      this(key, (Object) later);
    }

    private Cell(String key, Object content) {
      this.key = key;
      this.content = content;
      byte[] digest = Hash.sha256(key.getBytes(StandardCharsets.UTF_8)).bytes();
      this.priority = ByteBuffer.wrap(digest).getLong();
    }

    @SuppressWarnings("unchecked") // one of the two that the constructors take
    V value() {
      Object held = content;
      if (held instanceof Later<?> later) {
        held = later.get();
        content = held;
      }
      return (V) held;
    }

    Hash leaf(String prefix) {
      Hash known = leaf;
      if (known == null) {
        known = Rows.of(prefix + key, value()).leaf();
        leaf = known;
      }
      return known;
    }

    /** Whether this cell stands above the other one. */
    boolean above(Cell<V> other) {
      int order = Long.compare(priority, other.priority);
      return order == 0 ? Row.KEY_ORDER.compare(key, other.key) > 0 : order > 0;
    }
  }

  private record Parts<V extends Record>(@Nullable Node<V> less, @Nullable Node<V> greater) {}

  private static final class Node<V extends Record> {
    private static final int NONE = -1;

    final Cell<V> cell;
    final @Nullable Node<V> left;
    final @Nullable Node<V> right;
    final int size;

    Node(Cell<V> cell, @Nullable Node<V> left, @Nullable Node<V> right) {
      this.cell = cell;
      this.left = left;
      this.right = right;
      this.size = 1 + size(left) + size(right);
    }

    static int size(@Nullable Node<?> node) {
      return node == null ? 0 : node.size;
    }

    static <V extends Record> @Nullable Node<V> find(@Nullable Node<V> from, String key) {
      Node<V> node = from;
      while (node != null) {
        int order = Row.KEY_ORDER.compare(key, node.cell.key);
        if (order == 0) {
          return node;
        }
        node = order < 0 ? node.left : node.right;
      }
      return null;
    }

    /** The one treap of those cells, which are in order. */
    static <V extends Record> @Nullable Node<V> ofSorted(List<Cell<V>> cells) {
      int[] left = new int[cells.size()];
      int[] right = new int[cells.size()];
      int[] path = new int[cells.size()]; // from the root along the right edge
      int length = 0;
      for (int i = 0; i < cells.size(); i++) {
        int below = NONE;
        while (length > 0 && cells.get(i).above(cells.get(path[length - 1]))) {
          below = path[--length];
        }
        left[i] = below;
        right[i] = NONE;
        if (length > 0) {
          right[path[length - 1]] = i;
        }
        path[length++] = i;
      }
      return length == 0 ? null : of(path[0], cells, left, right);
    }

    private static <V extends Record> @Nullable Node<V> of(
        int root, List<Cell<V>> cells, int[] left, int[] right) {
      return root == NONE
          ? null
          : new Node<>(
              cells.get(root),
              of(left[root], cells, left, right),
              of(right[root], cells, left, right));
    }

    static <V extends Record> Node<V> insert(@Nullable Node<V> node, Cell<V> cell) {
      if (node == null) {
        return new Node<>(cell, null, null);
      }
      int order = Row.KEY_ORDER.compare(cell.key, node.cell.key);
      if (order == 0) {
        return new Node<>(cell, node.left, node.right);
      }
      if (cell.above(node.cell)) {
        Parts<V> parts = split(node, cell.key);
        return new Node<>(cell, parts.less, parts.greater);
      }
      return order < 0
          ? new Node<>(node.cell, insert(node.left, cell), node.right)
          : new Node<>(node.cell, node.left, insert(node.right, cell));
    }

    /** The rows before and after a key, without the key itself. */
    static <V extends Record> Parts<V> split(@Nullable Node<V> node, String key) {
      if (node == null) {
        return new Parts<>(null, null);
      }
      int order = Row.KEY_ORDER.compare(key, node.cell.key);
      if (order == 0) {
        return new Parts<>(node.left, node.right);
      }
      if (order < 0) {
        Parts<V> parts = split(node.left, key);
        return new Parts<>(parts.less, new Node<>(node.cell, parts.greater, node.right));
      }
      Parts<V> parts = split(node.right, key);
      return new Parts<>(new Node<>(node.cell, node.left, parts.less), parts.greater);
    }

    @SuppressWarnings("ReferenceEquality") // what is shared is the same
    static <V extends Record> void differ(
        @Nullable Node<V> before, @Nullable Node<V> after, BiConsumer<String, @Nullable V> sink) {
      if (before == after) {
        return;
      }
      Cell<V> top = top(before, after);
      Parts<V> old = split(before, top.key);
      Parts<V> now = split(after, top.key);
      differ(old.less, now.less, sink);
      V was = valueOf(before, top.key);
      V is = valueOf(after, top.key);
      if (is == null || !is.equals(was)) {
        sink.accept(top.key, is);
      }
      differ(old.greater, now.greater, sink);
    }

    /** The higher of two roots, of which at least one is there. */
    private static <V extends Record> Cell<V> top(@Nullable Node<V> a, @Nullable Node<V> b) {
      if (a == null || b == null) {
        return a == null ? Objects.requireNonNull(b).cell : a.cell;
      }
      return b.cell.above(a.cell) ? b.cell : a.cell;
    }

    private static <V extends Record> @Nullable V valueOf(@Nullable Node<V> node, String key) {
      return node != null && node.cell.key.equals(key) ? node.cell.value() : null;
    }
  }

  private static final class InOrder<V extends Record> implements Iterator<Cell<V>> {
    private final Deque<Node<V>> path = new ArrayDeque<>();

    InOrder(@Nullable Node<V> root) {
      descend(root);
    }

    private void descend(@Nullable Node<V> from) {
      for (Node<V> node = from; node != null; node = node.left) {
        path.push(node);
      }
    }

    @Override
    public boolean hasNext() {
      return !path.isEmpty();
    }

    @Override
    public Cell<V> next() {
      Node<V> node = path.pop();
      descend(node.right);
      return node.cell;
    }
  }
}
