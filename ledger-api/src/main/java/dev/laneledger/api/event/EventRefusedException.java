package dev.laneledger.api.event;

/**
 * An event that the format does not admit. The sender mends the place that {@link #pointer()} names
 * and sends it again.
 */
public final class EventRefusedException extends RuntimeException {
  private final ReasonCode code;
  private final String pointer;

  /**
   * @param pointer RFC 6901 pointer into the event; empty for the whole
   * @param message the rule, then the value, then what to do
   */
  public EventRefusedException(ReasonCode code, String pointer, String message) {
    super(message, null, false, false);
    this.code = code;
    this.pointer = pointer;
  }

  public ReasonCode code() {
    return code;
  }

  public String pointer() {
    return pointer;
  }

  /** The same refusal within a larger document. */
  public EventRefusedException under(String prefix) {
    return new EventRefusedException(code, prefix + pointer, String.valueOf(getMessage()));
  }
}
