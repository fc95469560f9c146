package dev.laneledger.app.page;

import dev.laneledger.projections.ticket.TicketRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ticket numbers of one prefix.
 *
 * @param book null if the program has no tickets
 */
public record TicketsPage(List<String> prefixes, String prefix, @Nullable Book book) {
  static final int PER_PAGE = 50;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

  /**
   * @param search what was looked for; empty: nothing
   * @param lines those of this page
   */
  public record Book(
      long nextFree,
      long canonicalCeiling,
      long reservedCeiling,
      long gaps,
      long overlaps,
      TicketRuler ruler,
      String search,
      Paged paged,
      List<Line> lines) {}

  /**
   * A range, or a gap that nobody took.
   *
   * @param state reserved, applied, withdrawn, or gap
   * @param overlaps how many of its numbers an earlier range has as well
   */
  public record Line(long from, long to, String lane, String state, long overlaps) {
    /** How many numbers. */
    public long size() {
      return to - from + 1;
    }
  }

  /** The newest first; those that match, if anything is looked for. */
  static List<Line> lines(List<TicketRange> ranges, String search) {
    List<Line> lines = new ArrayList<>();
    long covered = 0;
    for (TicketRange range : ranges) {
      if (range.from() > covered + 1) {
        lines.add(new Line(covered + 1, range.from() - 1, "", "gap", 0));
      }
      long twice = Math.max(0, Math.min(covered, range.to()) - range.from() + 1);
      lines.add(
          new Line(
              range.from(),
              range.to(),
              range.lane(),
              range.state().name().toLowerCase(Locale.ROOT),
              twice));
      covered = Math.max(covered, range.to());
    }
    return lines.reversed().stream().filter(line -> matches(line, search)).toList();
  }

  /** A number is looked for in the ranges, any other text in lanes and states. */
  private static boolean matches(Line line, String search) {
    if (search.isEmpty()) {
      return true;
    }
    String wanted = search.toLowerCase(Locale.ROOT);
    if (NUMBER.matcher(wanted).matches()) {
      long number = Long.parseLong(wanted);
      return line.from() <= number && number <= line.to();
    }
    return line.lane().toLowerCase(Locale.ROOT).contains(wanted) || line.state().equals(wanted);
  }
}
