package dev.laneledger.app.command;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * A request that was not carried out; nothing of it is in the ledger but, where a rule denied it,
 * the refusal. The caller acts on {@link #httpStatus()}: 409, 429 and 503 may be tried again as
 * they are, everything else has to be changed first.
 */
public final class RequestRefusedException extends RuntimeException {
  private final String code;
  private final int httpStatus;
  private final @Nullable String rule;
  private final @Nullable String todo;
  private final @Nullable String pointer;
  private final @Nullable Receipt refusal;

  RequestRefusedException(
      String code,
      int httpStatus,
      String message,
      @Nullable String rule,
      @Nullable String todo,
      @Nullable String pointer,
      @Nullable Receipt refusal) {
    super(message, null, false, false);
    this.code = code;
    this.httpStatus = httpStatus;
    this.rule = rule;
    this.todo = todo;
    this.pointer = pointer;
    this.refusal = refusal;
  }

  RequestRefusedException(ReasonCode code, @Nullable String pointer, String message) {
    this(code.name(), code.httpStatus(), message, null, null, pointer, null);
  }

  /** Stable reason code: a {@link ReasonCode}, or one of a rule pack. */
  public String code() {
    return code;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** The id of the rule that denied; null where no rule did. */
  public @Nullable String rule() {
    return rule;
  }

  /** What the sender can do about it; null where the message says it. */
  public @Nullable String todo() {
    return todo;
  }

  /** RFC 6901 pointer into the batch, which is an array of events; null for the whole. */
  public @Nullable String pointer() {
    return pointer;
  }

  /** Receipt of the refusal event; null where none was recorded. */
  public @Nullable Receipt refusal() {
    return refusal;
  }
}
