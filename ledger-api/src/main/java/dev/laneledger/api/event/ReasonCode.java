package dev.laneledger.api.event;

/**
 * Every reason for which the ledger itself says no; rule packs add their own codes of the same
 * form. A code never changes its meaning. {@code docs/reason-codes.md} holds this list as a table.
 */
public enum ReasonCode {
  REQUEST_INVALID(
      400,
      "The request is not HTTP as this ledger speaks it",
      "send a well-formed request line, path and headers"),
  BODY_INCOMPLETE(
      408,
      "The body ended early or stopped coming; send the request again",
      "send the request again; the same id makes that safe"),
  MALFORMED_JSON(
      400,
      "The body is not one well-formed JSON text",
      "send one JSON value per event, without a byte order mark"),
  BODY_TOO_LARGE(
      413,
      "The body, or what it needs to be read, exceeds a stated limit",
      "split the batch (8 MiB), or the evidence (16 MiB a blob)"),
  MEDIA_TYPE_UNSUPPORTED(
      415,
      "The media type is not one that this resource takes",
      "use a media type that the answer names, in UTF-8, without compression"),
  DUPLICATE_NAME(400, "The same name stands twice in one object", "keep one of the two members"),
  TEXT_INVALID(
      400,
      "Text holds half of a surrogate pair, or bytes that are not UTF-8",
      "send valid Unicode as UTF-8"),
  NUMBER_RANGE(
      400, "A number lies beyond ±(2^53−1); send it as a string", "send the number as a string"),
  TOO_DEEP(
      400,
      "Objects and arrays are nested deeper than 32",
      "flatten the payload, or keep the evidence as a blob"),
  ENVELOPE_INVALID(
      400,
      "An envelope attribute is missing or has the wrong form",
      "mend the attribute that `pointer` names"),
  LEDGER_ATTRIBUTE_SET(
      400, "A sender set an attribute that the ledger sets", "leave the attribute out"),
  UNKNOWN_ATTRIBUTE(
      400,
      "The envelope holds an attribute that the format does not name",
      "put it into `data`, or leave it out"),
  UNKNOWN_TYPE(
      400,
      "The event type is unknown",
      "use a type that this ledger knows; a newer one needs a newer ledger"),
  TYPE_NOT_IN_STREAM(
      400,
      "The event type does not belong in that stream",
      "send the event to a stream that takes its type"),
  PAYLOAD_INVALID(
      400,
      "The payload lacks a field, has one too many, or has one of the wrong form",
      "mend the field that `pointer` names"),
  ENTRY_TOO_LARGE(
      413,
      "The canonical entry would exceed 65,535 bytes; keep the evidence as a blob",
      "keep the evidence as a blob and state its SHA-256"),
  BATCH_INVALID(
      400,
      "A batch holds no event, too many, or the same (source, id) twice",
      "send 1 to 10,000 events, each `(source, id)` once"),
  PARAMETER_INVALID(
      400,
      "A query parameter is unknown or has the wrong form",
      "use the parameters that the answer names"),
  DIGEST_MISMATCH(
      400,
      "The bytes do not have the digest that they were sent under",
      "send the bytes again, or under their own SHA-256"),
  ID_REUSED(
      409,
      "The same id was used in that stream for something else",
      "use a new id; an id stands for one content and one actor"),
  CONTENTION(
      409,
      "Other events came first, again and again; read anew and try again",
      "read the state anew and send again"),
  STREAM_CHANGED(
      412,
      "The stream does not end where the sender expects it to",
      "read the stream anew: `actual` says where it ends"),
  UNAUTHENTICATED(
      401, "No valid token was given", "send `Authorization: Bearer` and a token that stands"),
  FORBIDDEN(403, "The principal may not do this", "use the token of a principal that may do it"),
  NOT_FOUND(404, "There is no such thing", "look at the name, and at `GET` of the collection"),
  NOT_COVERED(
      404,
      "No signed checkpoint covers that much of the ledger yet",
      "ask again in a second, or for less"),
  NOT_ATTESTED(
      404,
      "No attested state that a signed checkpoint covers holds the row yet",
      "ask again in a few seconds: a state is attested five seconds after its last change"),
  BLOB_REDACTED(
      410,
      "An owner redacted those bytes; their digest and the owner's reason stay",
      "read the entry that the answer names; the bytes do not come back"),
  METHOD_NOT_ALLOWED(
      405, "The method is not one that this resource takes", "use a method of the `Allow` header"),
  RATE_LIMITED(
      429,
      "Too many requests or refusals of one sender in a short time",
      "wait as long as `Retry-After` says"),
  UNAVAILABLE(
      503,
      "The ledger cannot take this now: the queue is full, a projection is behind or the storage does not answer",
      "try again after `Retry-After` seconds; the same id makes that safe"),
  READ_ONLY(
      503,
      "The ledger refuses to write until an operator looks at it",
      "an operator has to look at the server's log and its disk"),
  INTERNAL(500, "A fault of the ledger itself", "tell the operator the `instance` of the answer"),

  TYPE_NOT_ALLOWED(
      403,
      "No adopted pack allows this event type to that role, or to that lane's authority",
      "use the principal whose role may send this type"),
  PRINCIPAL_UNKNOWN(
      403,
      "The principal is not registered in this ledger, or it was revoked",
      "have the principal registered"),
  SCOPE_EXCEEDED(
      403,
      "The principal is registered for other programs or lanes",
      "use a principal of that program or lane"),
  STREAM_NOT_OPEN(422, "An event of a stream that was never opened", "open the stream first"),
  STREAM_ALREADY_OPEN(
      422, "The stream is open already", "go on in the open stream, or open another"),
  BLOB_MISSING(
      422,
      "An event attaches or redacts bytes that are not in the ledger",
      "put the bytes into the ledger first, under their SHA-256"),
  ANCHOR_UNKNOWN(
      422,
      "A selection binds a head that this ledger never had, or had too long ago",
      "let the owner verify the ledger; if it is the one that was shown, decide again"),
  ATTESTATION_FABRICATED(
      422,
      "An auditor's attestation without a valid signature of the key that is registered for it",
      "have the auditor registered with its key, and let it sign for this ledger"),
  OWNER_APPROVAL_FABRICATED(
      422,
      "An owner's act without a valid signature of an owner key of this ledger",
      "let an owner sign the event for this ledger"),
  RULE_NOT_EVALUABLE(
      422,
      "The rules could not be evaluated within their bounds; nothing is allowed then",
      "send a smaller request; tell the operator if that does not help");

  private final int httpStatus;
  private final String meaning;
  private final String todo;

  ReasonCode(int httpStatus, String meaning, String todo) {
    this.httpStatus = httpStatus;
    this.meaning = meaning;
    this.todo = todo;
  }

  /** The HTTP status that carries this code. */
  public int httpStatus() {
    return httpStatus;
  }

  /** What the code says, the same for every occurrence. */
  public String meaning() {
    return meaning;
  }

  /** What the sender does about it, where the answer does not say it more exactly. */
  public String todo() {
    return todo;
  }
}
