package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventDraft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The variables of a rule, as CEL values. A null member is left out, so that has() is false. */
final class Variables {
  /** The variables that are objects; {@code now} is text. */
  static final List<String> OBJECTS = List.of("event", "actor", "lane", "authority", "facts");

  /** The authority of a lane whose level no pack knows. */
  static final Map<String, Object> NO_AUTHORITY = of(PackFile.Authority.NONE);

  private Variables() {}

  static Map<String, Object> of(PackFile.Authority authority) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("actions", authority.actions());
    members.put("words", authority.words());
    members.put("strengths", authority.strengths());
    return Collections.unmodifiableMap(members);
  }

  /**
   * @param authority of the event's lane, as CEL values
   */
  static Map<String, Object> of(Judged judged, Map<String, Object> authority) {
    EventDraft draft = judged.draft();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", draft.type().shortName());
    event.put("source", draft.source().path());
    event.put("id", draft.id());
    event.put("data", new JsonMembers(draft.data()));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("now", judged.now());
    all.put("event", event);
    all.put("actor", actor(judged.actor(), judged.ledger().person(judged.actor())));
    all.put("lane", judged.lane().facts().values());
    all.put("authority", authority);
    all.put("facts", FactFinder.facts(judged));
    return all;
  }

  /** The variables of a selftest: an innocent event with what the test gives instead. */
  static Map<String, Object> of(PackFile.SelfTest test) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", test.on());
    event.put("source", "/programs/P/lanes/L");
    event.put("id", "selftest");
    event.put("data", Map.of());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("now", "2026-01-01T00:00:00.000Z");
    all.put("event", event);
    all.put("actor", actor("lane:default", "lane-default"));
    all.put("lane", LaneFacts.NONE.values());
    all.put("authority", NO_AUTHORITY);
    all.put("facts", new LinkedHashMap<>(FactFinder.INNOCENT));
    if (test.given() != null) {
      override(all, test.given(), test.name());
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static void override(Map<String, Object> all, ObjectNode given, String test) {
    for (Map.Entry<String, JsonNode> variable : given.properties()) {
      Object known = all.get(variable.getKey());
      if (known == null) {
        throw new PackRefusedException(
            "selftest "
                + test
                + ": given may only name "
                + all.keySet()
                + ", but was: "
                + variable.getKey());
      }
      if (known instanceof Map<?, ?> members) {
        Map<String, Object> merged = new LinkedHashMap<>((Map<String, Object>) members);
        merged.putAll((Map<String, Object>) value(variable.getValue()));
        all.put(variable.getKey(), merged);
      } else {
        all.put(variable.getKey(), value(variable.getValue()));
      }
    }
  }

  private static Map<String, Object> actor(String principal, String person) {
    String role = principal.substring(0, Math.max(principal.indexOf(':'), 0));
    return Map.of("principal", principal, "role", role.toUpperCase(Locale.ROOT), "person", person);
  }

  static Object value(JsonNode node) {
    if (node.isObject()) {
      return members(node);
    }
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item)));
      return items;
    }
    if (node.isIntegralNumber()) {
      return node.asLong();
    }
    if (node.isNumber()) {
      return node.asDouble();
    }
    return node.isBoolean() ? (Object) node.asBoolean() : node.asString("");
  }

  static Map<String, Object> members(JsonNode object) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!member.getValue().isNull()) {
        members.put(member.getKey(), value(member.getValue()));
      }
    }
    return members;
  }
}
