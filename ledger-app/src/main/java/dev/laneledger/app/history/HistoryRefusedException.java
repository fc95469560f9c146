package dev.laneledger.app.history;

import java.util.List;
import java.util.stream.Collectors;

/** A history file that cannot be sent. Mend every line that is named and begin again. */
public final class HistoryRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * @param line counted from 1
   * @param pointer RFC 6901, into the line's event; empty for the whole
   * @param message the rule, then the value, then what to do
   */
  public record Fault(int line, String pointer, String message) {
    /** {@code line 7 /data/date: …}. */
    public String text() {
      return "line " + line + (pointer.isEmpty() ? "" : " " + pointer) + ": " + message;
    }
  }

  HistoryRefusedException(List<Fault> faults) {
    super(faults.stream().map(Fault::text).collect(Collectors.joining("\n")), null, false, false);
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, in order of the lines. */
  public List<Fault> faults() {
    return faults;
  }
}
