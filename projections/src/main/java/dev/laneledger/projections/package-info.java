/**
 * What the events mean: state = fold(events), one projection at a time. Everything here is a
 * function of its input; time and ids come from the events.
 *
 * <p>A projection's state is a set of rows (key, value). Its state hash is the RFC 6962 root over
 * the leaves {@code JCS({"key":key,"value":value})}, rows in order of the key's UTF-8 bytes.
 */
@NullMarked
package dev.laneledger.projections;

import org.jspecify.annotations.NullMarked;
