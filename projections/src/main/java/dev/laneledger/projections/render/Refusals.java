package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import java.util.stream.Stream;

/** Looks for the refusal that a probe names. */
public final class Refusals {
  private Refusals() {}

  /** Whether the ledger kept the refusal where the probe says. */
  public enum Kept {
    /** It stands there, with the probe's code. */
    FOUND,
    /** The probe names none, or something else stands there. */
    MISSING,
    /** It names a stream that is not part of the record. */
    ELSEWHERE
  }

  public static Kept of(LaneView lane, LaneData.Probe probe) {
    EventRef ref = probe.refusal();
    if (ref == null) {
      return Kept.MISSING;
    }
    if (!lane.holdsStream(ref.source())) {
      return Kept.ELSEWHERE;
    }
    boolean found =
        Stream.concat(
                lane.all(LedgerData.Refused.class).stream(),
                lane.ofProgram(LedgerData.Refused.class).stream())
            .anyMatch(f -> f.by().equals(ref) && f.data().code().equals(probe.code()));
    return found ? Kept.FOUND : Kept.MISSING;
  }
}
