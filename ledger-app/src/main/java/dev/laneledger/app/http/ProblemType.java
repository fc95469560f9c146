package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.projections.rule.RuleText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the type of a problem stands for, in the words of {@code docs/reason-codes.md}.
 *
 * @param status that a problem of this type has
 * @param packs ids of the rule packs whose rules give the code; none for a code of the ledger
 * @param means one or more sentences
 * @param todo what to do, one or more sentences
 */
record ProblemType(String code, int status, List<String> packs, String means, String todo) {
  /** Where the types are explained, relative to the ledger's address: RFC 9457 section 3.1.1. */
  static final String PATH = "/problems/";

  /** Of every denial by a rule of a pack. */
  private static final int DENIED = 422;

  /**
   * @param rules of the packs that the ledger has adopted
   */
  static Optional<ProblemType> of(String code, List<RuleText> rules) {
    return Arrays.stream(ReasonCode.values())
        .filter(known -> known.name().equals(code))
        .findFirst()
        .map(ProblemType::ofLedger)
        .or(() -> ofPacks(code, rules.stream().filter(r -> r.code().equals(code)).toList()));
  }

  private static ProblemType ofLedger(ReasonCode code) {
    return new ProblemType(
        code.name(),
        code.httpStatus(),
        List.of(),
        sentence(code.meaning()) + ".",
        sentence(code.todo()) + ".");
  }

  private static Optional<ProblemType> ofPacks(String code, List<RuleText> rules) {
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ProblemType(
                code,
                DENIED,
                rules.stream().map(RuleText::pack).distinct().toList(),
                sentences(rules, RuleText::message),
                sentences(rules, RuleText::todo)));
  }

  private static String sentences(List<RuleText> rules, Function<RuleText, String> part) {
    return rules.stream()
        .map(part)
        .map(ProblemType::sentence)
        .distinct()
        .collect(Collectors.joining(". ", "", "."));
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", PATH + code).put("title", Problem.title(code)).put("status", status);
    json.put("code", code).put("means", means).put("todo", todo);
    var names = json.putArray("packs");
    packs.forEach(names::add);
    return json;
  }

  /** The same for a person, without script or style. */
  String html() {
    String of = packs.isEmpty() ? "the ledger itself" : "rule pack " + String.join(", ", packs);
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head>
    <body><main><h1>%1$s</h1>
    <p><code>%2$s</code>, HTTP %3$d, of %4$s</p>
    <h2>What it means</h2><p>%5$s</p>
    <h2>What to do</h2><p>%6$s</p></main></body></html>
    """
        .formatted(
            escaped(Problem.title(code)),
            escaped(code),
            status,
            escaped(of),
            escaped(means),
            escaped(todo));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
