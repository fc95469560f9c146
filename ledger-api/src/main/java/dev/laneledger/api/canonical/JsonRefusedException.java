package dev.laneledger.api.canonical;

/**
 * A JSON text or tree that is refused. The message says the rule, then the value, then what to do;
 * the caller reports it to whoever sent the text, with the pointer.
 */
public final class JsonRefusedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What was broken. */
  public enum Rule {
    /** Not one JSON value as RFC 8259 defines it. */
    MALFORMED("JSON must be exactly one value of RFC 8259"),
    /** Bytes that are not UTF-8. */
    NOT_UTF8("JSON must be UTF-8"),
    /** Begins with U+FEFF. */
    BYTE_ORDER_MARK("JSON must not begin with a byte order mark"),
    /** A name occurs twice in one object (RFC 7493 section 2.3). */
    DUPLICATE_NAME("a name must occur once in an object"),
    /** Half of a surrogate pair (RFC 7493 section 2.1). */
    LONE_SURROGATE("strings must be valid Unicode"),
    /** A number that overflows a double or exceeds the limit that applies. */
    NUMBER_RANGE("a number must be within its range"),
    /** Containers nested too deeply. */
    TOO_DEEP("objects and arrays must not nest too deeply"),
    /** Valid JSON, but not its RFC 8785 form. */
    NOT_CANONICAL("JSON must be in its canonical form (RFC 8785)");

    private final String text;

    Rule(String text) {
      this.text = text;
    }
  }

  private final Rule rule;
  private final String pointer;
  private final String detail;

  JsonRefusedException(Rule rule, String pointer, String detail) {
    super(rule.text + (pointer.isEmpty() ? "" : " (at " + pointer + ")") + ": " + detail);
    this.rule = rule;
    this.pointer = pointer;
    this.detail = detail;
  }

  /** The rule that was broken. */
  public Rule rule() {
    return rule;
  }

  /** Where, as a JSON pointer (RFC 6901); empty for the whole text. */
  public String pointer() {
    return pointer;
  }

  /** The same refusal seen from the container that holds the value under this name or index. */
  JsonRefusedException under(String segment) {
    String escaped = segment.replace("~", "~0").replace("/", "~1");
    return new JsonRefusedException(rule, "/" + escaped + pointer, detail);
  }

  /** No stack trace: this is an answer to a sender, not a fault of ours. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
