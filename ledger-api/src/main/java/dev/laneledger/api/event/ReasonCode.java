package dev.laneledger.api.event;

/**
 * Every reason for which the ledger itself says no; rule packs add their own codes of the same
 * form. A code never changes its meaning.
 */
public enum ReasonCode {
  /** The request is not HTTP as this ledger speaks it. */
  REQUEST_INVALID(400),
  /** The body ended early or stopped coming; send the request again. */
  BODY_INCOMPLETE(408),
  /** The body is not one well-formed JSON text. */
  MALFORMED_JSON(400),
  /** The body, or what it needs to be read, exceeds a stated limit. */
  BODY_TOO_LARGE(413),
  /** The media type is not one that this resource takes. */
  MEDIA_TYPE_UNSUPPORTED(415),
  /** The same name stands twice in one object. */
  DUPLICATE_NAME(400),
  /** Text holds half of a surrogate pair, or bytes that are not UTF-8. */
  TEXT_INVALID(400),
  /** A number lies beyond ±(2^53−1); send it as a string. */
  NUMBER_RANGE(400),
  /** Objects and arrays are nested deeper than 32. */
  TOO_DEEP(400),
  /** An envelope attribute is missing or has the wrong form. */
  ENVELOPE_INVALID(400),
  /** A sender set an attribute that the ledger sets. */
  LEDGER_ATTRIBUTE_SET(400),
  /** The envelope holds an attribute that the format does not name. */
  UNKNOWN_ATTRIBUTE(400),
  /** The event type is unknown. */
  UNKNOWN_TYPE(400),
  /** The event type does not belong in that stream. */
  TYPE_NOT_IN_STREAM(400),
  /** The payload lacks a field, has one too many, or has one of the wrong form. */
  PAYLOAD_INVALID(400),
  /** The canonical entry would exceed 65,535 bytes; keep the evidence as a blob. */
  ENTRY_TOO_LARGE(413),
  /** A batch holds no event, too many, or the same (source, id) twice. */
  BATCH_INVALID(400),
  /** A query parameter is unknown or has the wrong form. */
  PARAMETER_INVALID(400),
  /** The bytes do not have the digest that they were sent under. */
  DIGEST_MISMATCH(400),
  /** The same id was used in that stream for something else. */
  ID_REUSED(409),
  /** Other events came first, again and again; read anew and try again. */
  CONTENTION(409),
  /** No valid token was given. */
  UNAUTHENTICATED(401),
  /** The principal may not do this. */
  FORBIDDEN(403),
  /** There is no such thing. */
  NOT_FOUND(404),
  /** The method is not one that this resource takes. */
  METHOD_NOT_ALLOWED(405),
  /** The principal was refused too often in a short time. */
  RATE_LIMITED(429),
  /** The ledger cannot take this now: the queue is full or a projection is behind. */
  UNAVAILABLE(503),
  /** The ledger refuses to write until an operator looks at it. */
  READ_ONLY(503),
  /** A fault of the ledger itself. */
  INTERNAL(500),

  /** No adopted pack allows this event type to that role, or to that lane's authority. */
  TYPE_NOT_ALLOWED(403),
  /** The principal is not registered in this ledger, or it was revoked. */
  PRINCIPAL_UNKNOWN(403),
  /** An event of a stream that was never opened. */
  STREAM_NOT_OPEN(422),
  /** The stream is open already. */
  STREAM_ALREADY_OPEN(422),
  /** A selection binds a head that this ledger never had, or had too long ago. */
  ANCHOR_UNKNOWN(422),
  /** An owner's act without a valid signature of an owner key of this ledger. */
  OWNER_APPROVAL_FABRICATED(422),
  /** The rules could not be evaluated within their bounds; nothing is allowed then. */
  RULE_NOT_EVALUABLE(422);

  private final int httpStatus;

  ReasonCode(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** The HTTP status that carries this code. */
  public int httpStatus() {
    return httpStatus;
  }
}
