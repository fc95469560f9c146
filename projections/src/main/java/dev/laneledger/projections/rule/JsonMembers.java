package dev.laneledger.projections.rule;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object as a CEL map: a member becomes a CEL value when a rule asks for it. */
final class JsonMembers extends AbstractMap<String, Object> {
  private final ObjectNode json;

  JsonMembers(ObjectNode json) {
    this.json = json;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    JsonNode member = key instanceof String name ? json.get(name) : null;
    return member == null || member.isNull() ? null : Variables.value(member);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String name && json.hasNonNull(name);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return Variables.members(json).entrySet();
  }
}
