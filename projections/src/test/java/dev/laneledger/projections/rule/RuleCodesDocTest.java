package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RuleCodesDocTest {
  private static final String HEADING = "## Codes of the shipped rule packs";
  private static final String INTRODUCTION =
      """

      Over HTTP a denial by a rule is 422. Packs that a ledger adopts later may add codes.

      | Code | Pack | Rule | What to do |
      |---|---|---|---|
      """;

  @Test
  void theDocumentListsEveryCodeOfTheShippedPacksAsTheirRulesSayIt() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "reason-codes.md"));
    assertThat(document).contains(HEADING);
    assertThat(document.substring(document.indexOf(HEADING)))
        .as("replace all from this heading on with what is expected")
        .isEqualTo(HEADING + "\n" + INTRODUCTION + table());
  }

  static String table() {
    Map<String, List<RuleOfPack>> byCode = new TreeMap<>();
    for (RulePack pack : ShippedPacks.all()) {
      pack.texts()
          .forEach(rule ->
              byCode
                  .computeIfAbsent(rule.code(), code -> new ArrayList<>())
                  .add(new RuleOfPack(pack.id(), rule)));
    }
    return byCode.entrySet().stream()
        .map(e -> row(e.getKey(), e.getValue()))
        .collect(Collectors.joining());
  }

  private record RuleOfPack(String pack, PackFile.RuleText rule) {}

  private static String row(String code, List<RuleOfPack> rules) {
    return "| <a id=\"%s\"></a>`%s` | %s | %s. | %s. |\n"
        .formatted(
            code,
            code,
            joined(rules, RuleOfPack::pack, ", "),
            joined(rules, r -> sentence(r.rule().message()), ". "),
            joined(rules, r -> sentence(r.rule().todo()), ". "));
  }

  private static String joined(
      List<RuleOfPack> rules, Function<RuleOfPack, String> part, String separator) {
    return rules.stream().map(part).distinct().collect(Collectors.joining(separator));
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
