/**
 * Code of others reads what a real ledger served and published: signed checkpoints, tiles, entries,
 * proofs. Where it can be had from Maven Central it runs in every build; Go where it is installed.
 */
@NullMarked
package dev.laneledger.app.foreign;

import org.jspecify.annotations.NullMarked;
