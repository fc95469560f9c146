package dev.laneledger.projections.rule;

import static dev.laneledger.projections.rule.Books.must;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LaneData;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** No free text of a lane may claim what only an owner can give. */
final class ClaimOracle {
  private static final Pattern FORBIDDEN =
      Pattern.compile("(^|[^A-Z0-9_])[A-Z0-9_]*_(PASS|AUTHORIZED|GRANTED)($|[^A-Z0-9_])");
  private static final Set<String> CLAIM_FIELDS =
      Set.of(
          "status",
          "proposedStatus",
          "verdict",
          "summary",
          "result",
          "reason",
          "narrowing",
          "nextAction",
          "claim",
          "does",
          "mutates",
          "inputNeeded",
          "class",
          "state",
          "check",
          "note",
          "value");

  private ClaimOracle() {}

  static void claims(EventDraft d) {
    if (!(d.payload() instanceof LaneData.Imported)) {
      claims("", d.data());
    }
  }

  private static void claims(String field, JsonNode node) {
    if (node.isString() && CLAIM_FIELDS.contains(field)) {
      must(!FORBIDDEN.matcher(node.asString()).find(), "a forbidden word: " + node);
    }
    node.properties().forEach(e -> claims(e.getKey(), e.getValue()));
    if (node.isArray()) {
      node.forEach(item -> claims(field, item));
    }
  }
}
