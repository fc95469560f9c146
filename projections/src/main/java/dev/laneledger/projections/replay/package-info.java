/**
 * Proves the meaning of a ledger: whoever folds the same events reaches the same states, verdicts,
 * packets and reports, or learns where the ledger differs.
 *
 * <p>A replay verifies the bytes ({@link dev.laneledger.api.verify.LedgerVerifier}) and in the same
 * pass:
 *
 * <ul>
 *   <li>decides every batch again with the packs that were adopted at that point. Batches are not
 *       marked: consecutive entries of one actor and one {@code recordedtime} are judged as one.
 *       What {@code ledger:self} records is not judged, but may only be genesis with the first
 *       principals, attestations and refusals;
 *   <li>decides every refused input again, which is kept as a blob, and compares code, rule, pack
 *       and pointer;
 *   <li>compares the state hashes of every attestation, that no changed program is left out, and
 *       that every program was attested at all; likewise those of every auditor's replay that found
 *       nothing;
 *   <li>renders every sealed packet again and compares its tree, and renders every report.
 * </ul>
 *
 * <p>It uses no clock, random, locale or time zone, so it ends alike everywhere.
 */
@NullMarked
package dev.laneledger.projections.replay;

import org.jspecify.annotations.NullMarked;
