package dev.laneledger.projections.rule;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map that stands on another one, of which few values are replaced and none is taken away. */
final class Overlay extends AbstractMap<String, Object> {
  private final Map<String, Object> ground;
  private final Map<String, Object> own = new HashMap<>();

  Overlay(Map<String, Object> ground) {
    this.ground = ground;
  }

  @Override
  public @Nullable Object put(String key, Object value) {
    Object before = get(key);
    own.put(key, value);
    return before;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    Object value = own.get(key);
    return value == null ? ground.get(key) : value;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return own.containsKey(key) || ground.containsKey(key);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> all = new LinkedHashMap<>(ground);
    all.putAll(own);
    return all.entrySet();
  }
}
