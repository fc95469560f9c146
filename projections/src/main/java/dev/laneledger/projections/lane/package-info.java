/** {@code lanes.v1}: every lane of the program in one row. Row key: the lane's id. */
@NullMarked
package dev.laneledger.projections.lane;

import org.jspecify.annotations.NullMarked;
