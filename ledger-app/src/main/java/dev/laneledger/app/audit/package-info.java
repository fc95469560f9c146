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
 * README.md                how to check the rest without this program; always the same text
 * blobs/HEX                one blob under the lower-case hex SHA-256 of its bytes
 * checkpoint               the newest signed checkpoint (C2SP tlog-checkpoint) with its cosignatures
 * packets/PROGRAM/LANE/F   copies: the files of every sealed packet, with manifest and pin
 * packs/ID@VERSION.yaml    copies: every adopted rule pack
 * policy                   the witnesses that the ledger asks (C2SP tlog-policy), if any
 * reports/PROGRAM/LANE.md  copies: the report of every lane that has ended
 * tile/L/N[.p/W]           hash tiles of every level (C2SP tlog-tiles), 32 bytes a hash
 * tile/entries/N[.p/W]     entries, each behind its length as big-endian u16
 * timestamps/SIZE.tsr      RFC 3161 token over the SHA-256 of the text of the checkpoint of SIZE
 * </pre>
 *
 * <p>Entries that no checkpoint covers yet are in the bundle too; a verification names them as a
 * gap. Copies are for a reader; a verification compares them with what the ledger says and rests
 * nothing on them. A published tree has the same names, but no README, policy or copies; a server
 * shows checkpoint, policy, tiles and timestamps under them too.
 */
@NullMarked
package dev.laneledger.app.audit;

import org.jspecify.annotations.NullMarked;
