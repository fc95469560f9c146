package dev.laneledger.app.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Gives the help of every verb the parts of a manual page, with an example from a table. */
final class Manual {
  private static final String TABLE = "examples.properties";

  private static final int WIDTH = 72;

  private Manual() {}

  /** Completes the help of the command's verbs and of theirs. */
  static void complete(CommandLine root) {
    Properties examples = examples();
    root.getSubcommands().values().forEach(verb -> complete(verb, verb.getCommandName(), examples));
  }

  /** Every example, by its verb, such as {@code lane.open}. */
  static Properties examples() {
    Properties examples = new Properties();
    try (Reader table =
        new InputStreamReader(
            Objects.requireNonNull(Manual.class.getResourceAsStream(TABLE)),
            StandardCharsets.UTF_8)) {
      examples.load(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return examples;
  }

  /** A command in lines that fit a terminal, which a shell reads as one. */
  private static String folded(String example) {
    StringBuilder lines = new StringBuilder("  ");
    int length = 0;
    for (String part : example.split("(?= --)")) {
      if (length > 0 && length + part.length() > WIDTH) {
        lines.append(" \\\n     ");
        length = 0;
      }
      lines.append(part);
      length += part.length();
    }
    return lines.toString();
  }

  private static void complete(CommandLine verb, String name, Properties examples) {
    UsageMessageSpec help = verb.getCommandSpec().usageMessage();
    help.descriptionHeading("%n");
    help.parameterListHeading("%nParameters:%n");
    help.optionListHeading("%nOptions:%n");
    help.commandListHeading("%nVerbs:%n");
    String example = examples.getProperty(name);
    if (example != null) {
      help.footerHeading("%nExample:%n").footer(folded(example.replace("%", "%%")));
    }
    verb.getSubcommands()
        .values()
        .forEach(sub -> complete(sub, name + "." + sub.getCommandName(), examples));
  }
}
