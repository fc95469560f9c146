/** The parsers of bytes that strangers send, under inputs that a fuzzer grows. */
@NullMarked
package dev.laneledger.api.fuzz;

import org.jspecify.annotations.NullMarked;
