package dev.laneledger.projections.rule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a rule pack, as its YAML says it.
 *
 * @param roles role → short names of the event types that it may send
 * @param authorities authority level of a lane → what it may ask for and say
 */
record PackFile(
    String pack,
    int version,
    String purpose,
    @Nullable Map<String, List<String>> roles,
    @Nullable Map<String, Authority> authorities,
    List<RuleText> rules,
    List<SelfTest> selftests) {

  /**
   * @param actions the actions that a lane of this level may carry out
   * @param words the tokens of a forbidden shape that it may use all the same
   * @param strengths the strengths of evidence with which it may discharge a leg
   */
  record Authority(List<String> actions, List<String> words, List<String> strengths) {
    static final Authority NONE = new Authority(List.of(), List.of(), List.of());
  }

  /**
   * @param on short names of the event types that it judges
   * @param deny CEL; the rule denies if it is true
   * @param pointer RFC 6901 pointer into the event, of the field at fault
   * @param value CEL; the value at fault, for the message
   */
  record RuleText(
      String id,
      List<String> on,
      String deny,
      String code,
      String pointer,
      String message,
      @Nullable String value,
      String todo) {}

  /**
   * @param expect the code that must come out, or ALLOW
   * @param on the event type
   * @param given values of the rule's variables that differ from those of an innocent event
   */
  record SelfTest(String name, String expect, String on, @Nullable ObjectNode given) {}
}
