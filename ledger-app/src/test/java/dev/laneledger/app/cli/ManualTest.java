package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ManualTest {
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");

  /** Every verb by its name in the table of examples. */
  private static Map<String, CommandLine> verbs() {
    Map<String, CommandLine> verbs = new TreeMap<>();
    collect("", Main.commandLine(), verbs);
    return verbs;
  }

  private static void collect(String prefix, CommandLine of, Map<String, CommandLine> verbs) {
    of.getSubcommands()
        .forEach((name, verb) -> {
          verbs.put(prefix + name, verb);
          collect(prefix + name + ".", verb, verbs);
        });
  }

  @Test
  void everyVerbEndsItsHelpWithAnExampleAndNoExampleIsOfAnotherVerb() {
    assertThat(Manual.examples().stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(verbs().keySet());
    verbs()
        .forEach((name, verb) ->
            assertThat(verb.getUsageMessage().replaceAll(" \\\\\\n +", " "))
                .as(name)
                .contains("Example:", "  " + example(name)));
  }

  @Test
  void theExamplesUseOptionsThatExist() {
    verbs()
        .forEach((name, verb) -> {
          Set<String> options =
              new java.util.HashSet<>(verb.getCommandSpec().optionsMap().keySet());
          verb.getSubcommands()
              .values()
              .forEach(sub -> options.addAll(sub.getCommandSpec().optionsMap().keySet()));
          Matcher used = OPTION.matcher(example(name));
          while (used.find()) {
            assertThat(options).as(name).contains(used.group());
          }
        });
  }

  @Test
  void theShellCompletesEveryVerb() {
    String script = Verbs.here(List.of("completion")).out();

    assertThat(script).contains("complete -F _complete_ledger", "lane", "--control-step");
  }

  private static String example(String name) {
    return Manual.examples().getProperty(name);
  }
}
