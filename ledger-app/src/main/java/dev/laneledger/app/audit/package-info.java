/**
 * Ledgers read offline, for verification and replay: a directory, a bundle, or a server by its URL,
 * each as a {@link dev.laneledger.api.verify.LedgerMaterial}. Nothing here changes what it reads.
 *
 * <h2>Bundle</h2>
 *
 * <p>One zip whose bytes depend on the ledger's state alone: entries are stored (not compressed),
 * in order of their names, all dated 1980-01-02 00:00:00, without extra fields or comments.
 *
 * <pre>
 * README.md             how to check the rest without this program; always the same text
 * blobs/HEX             one blob under the lower-case hex SHA-256 of its bytes
 * checkpoint            the newest signed checkpoint (C2SP tlog-checkpoint), if there is one
 * tile/0/N[.p/W]        leaf hashes (C2SP tlog-tiles), 32 bytes each
 * tile/entries/N[.p/W]  entries, each behind its length as big-endian u16
 * </pre>
 *
 * <p>Entries that no checkpoint covers yet are in the bundle too; a verification names them as a
 * gap. Tiles above level 0 can be computed from level 0 and are left out.
 */
@NullMarked
package dev.laneledger.app.audit;

import org.jspecify.annotations.NullMarked;
