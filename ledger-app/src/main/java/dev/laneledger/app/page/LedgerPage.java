package dev.laneledger.app.page;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The explorer: some entries, the newest first.
 *
 * @param size number of entries of the ledger
 * @param looked how many were looked at for these
 * @param older the query of the next page; null behind the first entry
 * @param newest whether these are the newest that match
 */
public record LedgerPage(
    long size,
    List<Line> lines,
    long looked,
    @Nullable String older,
    boolean newest,
    Fields fields,
    List<String> types) {

  /** What the form holds, as it was given. */
  public record Fields(String source, String type, String actor, String until) {
    boolean any() {
      return !(source + type + actor + until).isEmpty();
    }
  }

  public record Line(
      long seq, String time, String actor, String type, String text, String source, String leaf) {
    static Line of(Entry entry) {
      LedgerEvent event = entry.event();
      return new Line(
          entry.seq(),
          Moments.readable(event.recordedtime()),
          event.actor(),
          event.type().shortName(),
          Sentences.of(event),
          event.source().path(),
          entry.leaf().hex());
    }
  }

  /** Whether something was asked for. */
  public boolean filtered() {
    return fields.any();
  }
}
