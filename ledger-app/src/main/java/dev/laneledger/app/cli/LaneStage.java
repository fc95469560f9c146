package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stages of a lane's life in their order, with the verb that reaches each. */
enum LaneStage {
  OPENED(EventType.LANE_OPENED, "open"),
  CHECKED(EventType.LANE_PREFLIGHT_CHECKED, "check"),
  LOCKED(EventType.LANE_TARGET_LOCKED, "lock"),
  EXECUTED(EventType.LANE_STEP_EXECUTED, "step"),
  PROVEN(EventType.LANE_ROLLBACK_PROVEN, "prove"),
  PROBED(EventType.LANE_PROBED, "probe"),
  ATTESTED(EventType.LANE_SURFACES_ATTESTED, "attest"),
  REVIEWED(EventType.LANE_SELF_CHECKED, "review"),
  SEALED(EventType.LANE_PACKET_SEALED, "seal"),
  COMPLETED(EventType.LANE_COMPLETED, "complete");

  static final String OVER = "nothing: the lane is over; ledger export keeps a copy of the ledger";

  private final EventType type;
  private final String verb;

  LaneStage(EventType type, String verb) {
    this.type = type;
    this.verb = verb;
  }

  /** As a person types it. */
  String command() {
    return "ledger lane " + verb;
  }

  /** What follows this stage, if the lane goes the whole way. */
  String next() {
    return this == COMPLETED ? OVER : values()[ordinal() + 1].command();
  }

  /** What comes next for a lane with events of these types. */
  static String next(Set<EventType> done) {
    if (done.contains(EventType.LANE_STOPPED) || done.contains(EventType.LANE_IMPORTED)) {
      return OVER;
    }
    LaneStage reached = reached(done);
    return reached == null ? OPENED.command() : reached.next();
  }

  /** The furthest stage that was reached; null: the lane is not open. */
  static @Nullable LaneStage reached(Set<EventType> done) {
    LaneStage furthest = null;
    for (LaneStage stage : values()) {
      if (done.contains(stage.type)) {
        furthest = stage;
      }
    }
    return furthest;
  }
}
