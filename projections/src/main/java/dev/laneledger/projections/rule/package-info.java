/**
 * The rules: packs in YAML with CEL expressions and selftests, and the pure {@code decide}, which
 * judges a whole batch on the states that it reads. The command side and a replay call the same
 * code, so that every verdict can be computed again from the ledger.
 *
 * <p>A rule's {@code deny} expression sees {@code event} (type, source, id, subject, data), {@code
 * actor} (role, principal, person), {@code lane} (of the lane that the event is about), {@code
 * authority} (what that lane's authority level may ask for and say), {@code facts} (what was
 * computed from the states about just this event) and {@code now}. It denies if it is true, and
 * also if it cannot be evaluated.
 */
@NullMarked
package dev.laneledger.projections.rule;

import org.jspecify.annotations.NullMarked;
