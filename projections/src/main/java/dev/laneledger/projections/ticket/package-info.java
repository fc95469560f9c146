/**
 * {@code tickets.v1}: which ticket numbers are taken, by whom. Row key: the prefix, {@code /} and
 * the first ticket as 10 digits.
 */
@NullMarked
package dev.laneledger.projections.ticket;

import org.jspecify.annotations.NullMarked;
