/** Puts one running ledger together: its first start, its parts, and the server around them. */
@NullMarked
package dev.laneledger.app.config;

import org.jspecify.annotations.NullMarked;
