/**
 * The HTTP interface: {@code /v1}, {@code /checkpoint} and {@code /tile}. Controllers turn requests
 * into calls of the command side and of the queries; no rule is judged here beyond who may read
 * what.
 *
 * <p>Bodies of senders are read from their raw bytes, strictly, and never through a message
 * converter. Whatever goes wrong is answered with one {@code application/problem+json} (RFC 9457):
 *
 * <pre>
 * {"type","title","status","detail","code","pointer","rule","todo","receipt","instance"}
 * </pre>
 *
 * <p>{@code code} is stable and is the last segment of {@code type}, which resolves; {@code detail}
 * says the rule, then the value; {@code pointer} (RFC 6901) stands where a field of the body is at
 * fault, and begins with the 0-based index of the event unless the body is one single event; {@code
 * todo} says what the sender does about it; {@code rule} and {@code receipt} stand where a rule
 * denied the request and the ledger kept the refusal; {@code instance} names a fault of the ledger
 * itself in its log. Members without a value are left out.
 */
@NullMarked
package dev.laneledger.app.http;

import org.jspecify.annotations.NullMarked;
