/**
 * Care for a ledger's directory: copies that are verified before anybody relies on them, and an
 * examination that says what to do.
 *
 * <p>A copy is a directory of mode 700 with {@code ledger.db} (no write-ahead log), {@code
 * checkpoint} and {@code timestamps/} of the moment at which it was made, and with {@code keys/},
 * {@code tokens/}, {@code tokens.sha256} and {@code tokens.used} if that is asked for. The
 * checkpoint is taken before the entries, so that they reach at least as far as it does.
 */
@NullMarked
package dev.laneledger.app.upkeep;

import org.jspecify.annotations.NullMarked;
