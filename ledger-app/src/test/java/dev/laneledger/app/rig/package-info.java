/** Breaks a ledger on purpose, and checks afterwards that nothing acknowledged is lost. */
@NullMarked
package dev.laneledger.app.rig;

import org.jspecify.annotations.NullMarked;
