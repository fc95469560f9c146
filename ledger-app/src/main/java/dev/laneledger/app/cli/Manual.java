package dev.laneledger.app.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Gives the help of every verb the parts of a manual page, with an example from a table; only when
 * it is shown.
 */
final class Manual implements IHelpFactory {
  private static final String TABLE = "examples.properties";

  private static final int WIDTH = 72;

  private @Nullable Properties examples;

  @Override
  public Help create(CommandSpec command, ColorScheme colours) {
    if (command.parent() != null) {
      Properties known = examples == null ? examples() : examples;
      examples = known;
      complete(command.usageMessage(), known.getProperty(name(command)));
    }
    return new Help(command, colours);
  }

  /** Such as {@code lane.open}. */
  private static String name(CommandSpec command) {
    return command.qualifiedName(".").substring(command.root().name().length() + 1);
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

  private static void complete(UsageMessageSpec help, @Nullable String example) {
    help.descriptionHeading("%n");
    help.parameterListHeading("%nParameters:%n");
    help.optionListHeading("%nOptions:%n");
    help.commandListHeading("%nVerbs:%n");
    if (example != null) {
      help.footerHeading("%nExample:%n").footer(folded(example.replace("%", "%%")));
    }
  }
}
