package dev.laneledger.app.command;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Receipt;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that was not carried out; nothing of it is in the ledger but, where a rule denied it,
 * the refusal. The caller acts on {@link #httpStatus()}: 409, 429 and 503 may be tried again as
 * they are, everything else has to be changed first.
 */
public final class RequestRefusedException extends RuntimeException {
  private static final Pattern INDEX = Pattern.compile("^/(\\d{1,9})(?=/|$)");

  private final String code;
  private final int httpStatus;
  private final @Nullable String rule;
  private final String todo;
  private final @Nullable String pointer;
  private final @Nullable Receipt refusal;

  RequestRefusedException(
      String code,
      int httpStatus,
      String message,
      @Nullable String rule,
      String todo,
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
    this(code.name(), code.httpStatus(), message, null, code.todo(), pointer, null);
  }

  /**
   * The same, pointing into a larger batch.
   *
   * @param positions where in it each event stands that was judged
   */
  RequestRefusedException inBatch(List<Integer> positions) {
    String inBatch = pointer;
    Matcher index = INDEX.matcher(pointer == null ? "" : pointer);
    if (index.lookingAt()) {
      int position = positions.get(Integer.parseInt(index.group(1)));
      inBatch = "/" + position + index.replaceFirst("");
    }
    return new RequestRefusedException(
        code, httpStatus, String.valueOf(getMessage()), rule, todo, inBatch, refusal);
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

  /** What the sender can do about it. */
  public String todo() {
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
