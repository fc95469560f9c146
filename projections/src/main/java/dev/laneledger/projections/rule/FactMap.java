package dev.laneledger.projections.rule;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map of few known names that never changes: another value makes another map, by one copy. */
final class FactMap extends AbstractMap<String, Object> {
  private final List<String> names;
  private final @Nullable Object[] values;

  /** Nothing is known yet under any of these names. */
  FactMap(List<String> names) {
    this(names, new Object[names.size()]);
  }

  private FactMap(List<String> names, @Nullable Object[] values) {
    this.names = names;
    this.values = values;
  }

  /** The same but for one value. */
  FactMap with(String name, Object value) {
    @Nullable Object[] changed = values.clone();
    changed[Objects.checkIndex(names.indexOf(name), names.size())] = value;
    return new FactMap(names, changed);
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int at = name == null ? -1 : names.indexOf(name); // the list refuses null
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        all.put(names.get(i), value);
      }
    }
    return all.entrySet();
  }
}
