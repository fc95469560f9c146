package dev.laneledger.projections;

import dev.laneledger.api.event.EventJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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

  private final Map<String, Part> parts = new HashMap<>();

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

  /**
   * Adds one record. Those of a part come in order of their keys ({@link Row#KEY_ORDER}).
   *
   * @param json as {@link EventJson#toTree} wrote it; read when the record is first asked for
   * @throws IllegalArgumentException if the key is not after the one before
   */
  public void add(String part, String key, byte[] json) {
    parts.computeIfAbsent(part, name -> new Part()).add(key, json);
  }

  /** Tells the records of a part, in order of their keys. */
  public <V extends Record> void each(String part, Class<V> type, BiConsumer<String, V> sink) {
    Part of = parts.getOrDefault(part, Part.NONE);
    for (int i = 0; i < of.keys.size(); i++) {
      sink.accept(of.keys.get(i), EventJson.read(of.json.get(i), type));
    }
  }

  /** The records of a part whose keys begin with that prefix. */
  public <V extends Record> RowMap<V> rows(String part, String prefix, Class<V> type) {
    Part of = parts.getOrDefault(part, Part.NONE);
    int from = of.firstFrom(prefix);
    List<String> keys = new ArrayList<>();
    for (int i = from; i < of.keys.size() && of.keys.get(i).startsWith(prefix); i++) {
      keys.add(of.keys.get(i).substring(prefix.length()));
    }
    return RowMap.ofSorted(prefix, keys, i -> EventJson.read(of.json.get(from + i), type));
  }

  private static final class Part {
    static final Part NONE = new Part();

    final List<String> keys = new ArrayList<>();
    final List<byte[]> json = new ArrayList<>();

    void add(String key, byte[] record) {
      if (!keys.isEmpty() && Row.KEY_ORDER.compare(keys.getLast(), key) >= 0) {
        throw new IllegalArgumentException(
            "records must come in order of their keys, but after "
                + keys.getLast()
                + " came "
                + key);
      }
      keys.add(key);
      json.add(record);
    }

    int firstFrom(String key) {
      int found = Collections.binarySearch(keys, key, Row.KEY_ORDER);
      return found < 0 ? -found - 1 : found;
    }
  }
}
