package dev.laneledger.api.client;

import dev.laneledger.api.event.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * The ledger understood a request and refused it; sending it again as it is will not help. Read
 * {@link #todo()}.
 */
public final class LedgerRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /**
   * What the ledger answered (RFC 9457).
   *
   * @param status HTTP status, 400 to 599
   * @param code stable reason code; {@code HTTP_<status>} where the answer held none
   * @param rule the id of the rule that denied it; null: the format or the interface denied it
   * @param pointer RFC 6901 pointer of the field at fault; null: none in particular
   * @param detail what is wrong, for a person
   * @param todo what to do about it; null: the detail says it
   * @param receipt of the refusal event; null: the refusal was not recorded
   */
  public record Refusal(
      int status,
      String code,
      @Nullable String rule,
      @Nullable String pointer,
      String detail,
      @Nullable String todo,
      @Nullable Receipt receipt) {}

  LedgerRefusedException(Refusal refusal) {
    super(text(refusal));
    this.refusal = refusal;
  }

  /** The answer, whole. */
  public Refusal refusal() {
    return refusal;
  }

  public int status() {
    return refusal.status();
  }

  public String code() {
    return refusal.code();
  }

  public @Nullable String todo() {
    return refusal.todo();
  }

  private static String text(Refusal refusal) {
    String at = refusal.pointer() == null ? "" : " at " + refusal.pointer();
    String todo = refusal.todo() == null ? "" : " " + refusal.todo();
    return refusal.code() + at + ": " + refusal.detail() + todo;
  }
}
