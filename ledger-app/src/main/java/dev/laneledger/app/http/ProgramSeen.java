package dev.laneledger.app.http;

import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.app.readmodel.LedgerView;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.lane.LaneRow;
import org.jspecify.annotations.Nullable;

/** One program in one view of the ledger. */
record ProgramSeen(LedgerView view, String program) {

  /** seq of the last entry that was folded. */
  long position() {
    return view.position();
  }

  ProgramState state() {
    return view.state().program(program);
  }

  /** The newest attestation of that projection; null if there is none yet. */
  @Nullable Attested attested(String projection) {
    return view.attested(program, projection);
  }

  /**
   * The lane's row.
   *
   * @throws ProblemException {@code NOT_FOUND} if nobody has spoken of the lane
   */
  LaneRow lane(String lane) {
    return state()
        .lanes()
        .lane(lane)
        .orElseThrow(() -> Paths.notFound("the program " + program + " has no lane " + lane));
  }
}
