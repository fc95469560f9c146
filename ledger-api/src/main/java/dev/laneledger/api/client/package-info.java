/**
 * A client of the ledger's HTTP interface over the JDK's own {@link java.net.http.HttpClient}.
 *
 * <p>Appends are safe to repeat: an event's {@code (source, id)} is its idempotency key, so the
 * client sends the same bytes again when the connection is lost or the ledger answers 503 or 429,
 * and gets the receipts of the first time. Nothing here is trusted blindly: an entry's canonical
 * bytes are built again and must give the leaf hash that the server states, and a blob must have
 * the digest that it was asked for. {@link dev.laneledger.api.client.LedgerClient#appendAndProve}
 * trusts nothing but a pinned key. {@link dev.laneledger.api.client.LedgerClient#stream} follows
 * the ledger, and takes no entry that does not follow from the one before.
 */
@NullMarked
package dev.laneledger.api.client;

import org.jspecify.annotations.NullMarked;
