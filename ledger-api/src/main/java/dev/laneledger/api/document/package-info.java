/**
 * How the bytes of a governed document differ from the pinned ones. Equal means equal byte for
 * byte; every way of looking alike without being equal has a name of its own, so that nobody takes
 * one for the other.
 */
@NullMarked
package dev.laneledger.api.document;

import org.jspecify.annotations.NullMarked;
