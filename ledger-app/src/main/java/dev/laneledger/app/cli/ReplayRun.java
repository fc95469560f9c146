package dev.laneledger.app.cli;

import tools.jackson.databind.node.ObjectNode;

/**
 * One verification and replay of the exported ledger.
 *
 * @param where in which circumstances, in words
 * @param verifyExit exit code of {@code verify}
 * @param replayExit exit code of {@code replay}
 * @param result what {@code replay --json} printed
 */
record ReplayRun(String where, int verifyExit, int replayExit, ObjectNode result) {
  boolean good() {
    return verifyExit == 0 && replayExit == 0;
  }
}
