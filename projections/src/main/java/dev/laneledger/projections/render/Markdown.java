package dev.laneledger.projections.render;

import java.util.List;
import java.util.regex.Pattern;

/** Writes Markdown. Text from events is escaped, so that it cannot become markup. */
final class Markdown {
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*\\[\\]<>|~&]|(?<!\\w)_|_(?!\\w)");
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+");

  private final StringBuilder out = new StringBuilder();

  /** Plain words, on one line. */
  static String text(String words) {
    return MARKUP.matcher(oneLine(words)).replaceAll("\\\\$0");
  }

  /** A code span, also in a table cell. */
  static String code(String words) {
    String line = oneLine(words).replace("|", "\\|");
    return line.contains("`") ? "`` " + line + " ``" : "`" + line + "`";
  }

  private static String oneLine(String words) {
    return BREAKS.matcher(words).replaceAll(" ").strip();
  }

  /** One line of a table; the cells are markup. */
  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  Markdown title(String words) {
    out.append("# ").append(text(words)).append("\n\n");
    return this;
  }

  Markdown heading(String words) {
    out.append("## ").append(words).append("\n\n");
    return this;
  }

  Markdown paragraph(String markup) {
    out.append(markup).append("\n\n");
    return this;
  }

  Markdown bullets(List<String> markup) {
    markup.forEach(m -> out.append("- ").append(m).append('\n'));
    out.append(markup.isEmpty() ? "" : "\n");
    return this;
  }

  /** A table; with no row it is left out. */
  Markdown table(List<String> header, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    out.append(row(header.toArray(String[]::new))).append('\n');
    out.append("|").append("---|".repeat(header.size())).append('\n');
    rows.forEach(r -> out.append(row(r.toArray(String[]::new))).append('\n'));
    out.append('\n');
    return this;
  }

  /** The text, ending in exactly one LF. */
  String end() {
    return out.toString().stripTrailing() + "\n";
  }
}
