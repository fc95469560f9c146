package dev.laneledger.projections.rule;

import dev.laneledger.projections.rule.Expression.NotEvaluable;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One compiled rule of a pack. */
final class Rule {
  private final PackFile.RuleText text;
  private final Expression deny;
  private final @Nullable Expression value;

  Rule(String pack, PackFile.RuleText text) {
    this.text = text;
    String where = "pack " + pack + ", rule " + text.id();
    this.deny = Expression.ofCondition(where + ", deny", text.deny());
    this.value = text.value() == null ? null : Expression.ofValue(where + ", value", text.value());
  }

  String id() {
    return text.id();
  }

  /** What a rule says when it denies. */
  record Denial(String code, String rule, String pointer, String message, String todo) {}

  /** The denial, or empty if the rule has nothing against it. */
  Optional<Denial> judge(Map<String, Object> variables) {
    try {
      return deny.isTrue(variables)
          ? Optional.of(denial(text.code(), text.message() + was(variables)))
          : Optional.empty();
    } catch (NotEvaluable e) {
      return Optional.of(
          denial("RULE_NOT_EVALUABLE", "the rule must have a value, but: " + e.getMessage()));
    }
  }

  private Denial denial(String code, String message) {
    return new Denial(code, text.id(), text.pointer(), message, text.todo());
  }

  private String was(Map<String, Object> variables) {
    try {
      return value == null ? "" : ", but was: " + value.value(variables);
    } catch (NotEvaluable e) {
      return "";
    }
  }
}
