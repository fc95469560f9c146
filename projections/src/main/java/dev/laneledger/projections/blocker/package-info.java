/** {@code blockers.v1}: what stops the program, leg by leg. Row key: the blocker's id. */
@NullMarked
package dev.laneledger.projections.blocker;

import org.jspecify.annotations.NullMarked;
