@NullMarked
package dev.laneledger.projections;

import org.jspecify.annotations.NullMarked;
