/**
 * What an auditor asks of a ledger, answered from the material alone.
 *
 * <p>An answer is a list of statements and the entries that they rest on. A statement is {@link
 * dev.laneledger.projections.question.Statement.Kind#COMPUTED} from the entries, {@link
 * dev.laneledger.projections.question.Statement.Kind#CLAIMED} by somebody and not to be computed
 * here, or {@link dev.laneledger.projections.question.Statement.Kind#AGAINST}: computed, and not as
 * it has to be. Signatures are verified, verdicts decided and packets rendered again; no event is
 * believed on what can be computed. What nobody did is never told as if it had gone well: without
 * the event that an answer needs, the question is not answerable, and the answer says why.
 *
 * <p>"Now" is the moment of the last entry. The same material gives the same answers everywhere.
 */
@NullMarked
package dev.laneledger.projections.question;

import org.jspecify.annotations.NullMarked;
