/**
 * The command side: a batch of events is judged on the states of the streams that it reads, and
 * appended whole or not at all.
 *
 * <p>One command is one unit of work. It loads the aggregates of the streams that the batch writes,
 * in order of their names and under their locks, answers repeats, reads the other streams' states
 * without a lock, and lets the rules judge. What the verdict read travels with the append, and the
 * writer checks it again: a batch that lost against another is decided again, from the start.
 *
 * <p>An aggregate begins where {@link dev.laneledger.app.command.CommittedStates} remembers its
 * stream, and catches up from the ledger at every load. That memory is the snapshot of this ledger:
 * disposable, never written anywhere, and made of committed entries only.
 */
@NullMarked
package dev.laneledger.app.command;

import org.jspecify.annotations.NullMarked;
