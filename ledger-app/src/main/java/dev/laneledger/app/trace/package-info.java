/**
 * OpenTelemetry spans of the way of an event: {@code append} around {@code judge} and {@code
 * commit}, and {@code checkpoint}. Nobody is told anything, and nothing is measured, until an
 * endpoint is installed.
 */
@NullMarked
package dev.laneledger.app.trace;

import org.jspecify.annotations.NullMarked;
