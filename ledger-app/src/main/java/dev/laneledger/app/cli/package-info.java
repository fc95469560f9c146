/**
 * The command line: one picocli command per verb.
 *
 * <p>Exit codes, for every verb: 0 done or verified, 1 tampered, diverging or refused, 2 unusable
 * input or usage, 3 verified but with gaps. Nothing here touches Spring, except the verb that
 * starts the server, so that a command answers at once.
 */
@NullMarked
package dev.laneledger.app.cli;

import org.jspecify.annotations.NullMarked;
