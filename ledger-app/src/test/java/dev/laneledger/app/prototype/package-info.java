/**
 * A measured prototype, which nothing uses: a segment file as the truth with SQLite as its index,
 * against SQLite as the ledger uses it ({@code docs/adr/0078-segment-file.md}).
 */
@NullMarked
package dev.laneledger.app.prototype;

import org.jspecify.annotations.NullMarked;
