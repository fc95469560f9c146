/** Failures that the edges must tell apart without seeing what lies below. */
@NullMarked
package dev.laneledger.app.failure;

import org.jspecify.annotations.NullMarked;
