package dev.laneledger.projections;

import dev.laneledger.api.event.EventJson;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A program's state taken apart into named maps of records, so that it can be kept and put together
 * again: the rows of the projections under the projections' names, and beside them what has no row.
 *
 * <p>{@link ProgramState#changesSince} takes apart, {@link ProgramState#of} puts together. Whoever
 * changes what is told or how it is read changes {@link #VERSION}: parts of another version are no
 * use.
 */
public final class StateParts {
  /** Names the records that are kept and the fold that they come from. */
  public static final String VERSION = "parts.1";

  private final Map<String, Map<String, ObjectNode>> parts = new TreeMap<>();

  /** Takes each record that differs. */
  public interface Sink {
    /**
     * @param value the record now; null if it is gone
     */
    void changed(String part, String key, @Nullable Record value);

    /** For one part. */
    default BiConsumer<String, @Nullable Record> of(String part) {
      return (key, value) -> changed(part, key, value);
    }
  }

  /** Adds one record as {@link EventJson#toTree} wrote it. */
  public void add(String part, String key, ObjectNode value) {
    parts.computeIfAbsent(part, name -> new TreeMap<>(Row.KEY_ORDER)).put(key, value);
  }

  /** Tells the records of a part, in order of their keys. */
  public <V extends Record> void each(String part, Class<V> type, BiConsumer<String, V> sink) {
    parts
        .getOrDefault(part, Map.of())
        .forEach((key, value) -> sink.accept(key, EventJson.fromTree(value, type)));
  }

  /** The records of a part whose keys begin with that prefix. */
  public <V extends Record> RowMap<V> rows(String part, String prefix, Class<V> type) {
    RowMap<V> rows = RowMap.empty(prefix);
    for (Map.Entry<String, ObjectNode> kept : parts.getOrDefault(part, Map.of()).entrySet()) {
      if (kept.getKey().startsWith(prefix)) {
        String key = kept.getKey().substring(prefix.length());
        rows = rows.plus(key, EventJson.fromTree(kept.getValue(), type));
      }
    }
    return rows;
  }
}
