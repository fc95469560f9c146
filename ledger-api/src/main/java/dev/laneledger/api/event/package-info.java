/**
 * The event contract: the CloudEvents 1.0 envelope of an entry, the streams, and one record per
 * event type.
 *
 * <p>An entry is the RFC 8785 canonical form (UTF-8) of one JSON object with exactly these
 * attributes. The sender gives {@code specversion} ("1.0"), {@code id}, {@code source}, {@code
 * type}, {@code data} and, if it likes, {@code subject}, {@code time}, {@code datacontenttype}
 * ("application/json") and {@code traceparent}; the ledger adds {@code datacontenttype}, {@code
 * actor}, {@code recordedtime} and {@code streamseq}. Nothing else is accepted.
 */
@NullMarked
package dev.laneledger.api.event;

import org.jspecify.annotations.NullMarked;
