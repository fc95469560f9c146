/**
 * Measures one ledger on this machine, and beside it what the machine itself can do.
 *
 * <p>The server is a process of its own and is spoken to over HTTP. Every figure is taken in rounds
 * that alternate with the limit it is compared with, so that both see the same machine: a figure is
 * the median of its rounds, a ratio the median of the rounds' ratios. Clients and server share the
 * machine's cores.
 */
@NullMarked
package dev.laneledger.app.bench;

import org.jspecify.annotations.NullMarked;
