package dev.laneledger.projections.blocker;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.Strength;
import java.util.List;
import java.util.Optional;

/** One blocker as the row of {@code blockers.v1} shows it. It is open while any leg is open. */
public record Blocker(
    String subject,
    List<Role> actors,
    List<String> blocks,
    String nextAction,
    Status status,
    boolean open,
    List<LegState> legs) {

  /** Derived from the legs: the first that holds, from the top. */
  public enum Status {
    /** Every leg is discharged. */
    CLOSED,
    /** A leg of strength INPUT or higher is discharged. */
    PARTIALLY_DISCHARGED,
    /** The leg {@code design} is discharged. */
    DESIGN_DELIVERED,
    /** The leg {@code classification} is discharged. */
    CLASSIFIED,
    /** An event said more exactly what is missing. */
    NARROWED,
    OPEN
  }

  /** Whether a leg is still to be proven. */
  public enum State {
    OPEN,
    DISCHARGED
  }

  /** One leg with what was shown for it. */
  public record LegState(
      String leg,
      Role actor,
      Strength strength,
      List<Requirement> requires,
      State state,
      List<EventRef> evidence) {}

  /** The leg of that name, or empty. */
  public Optional<LegState> leg(String name) {
    return legs.stream().filter(l -> l.leg().equals(name)).findFirst();
  }

  static Blocker of(ProgramData.BlockerRaised raised, boolean narrowed, List<LegState> legs) {
    boolean open = legs.stream().anyMatch(l -> l.state() == State.OPEN);
    return new Blocker(
        raised.subject(),
        raised.actors(),
        raised.blocks(),
        raised.nextAction(),
        status(open, narrowed, legs),
        open,
        legs);
  }

  private static Status status(boolean open, boolean narrowed, List<LegState> legs) {
    List<LegState> done = legs.stream().filter(l -> l.state() == State.DISCHARGED).toList();
    if (!open) {
      return Status.CLOSED;
    }
    if (done.stream().anyMatch(l -> l.strength().compareTo(Strength.INPUT) >= 0)) {
      return Status.PARTIALLY_DISCHARGED;
    }
    if (done.stream().anyMatch(l -> l.leg().equals("design"))) {
      return Status.DESIGN_DELIVERED;
    }
    if (done.stream().anyMatch(l -> l.leg().equals("classification"))) {
      return Status.CLASSIFIED;
    }
    return narrowed ? Status.NARROWED : Status.OPEN;
  }
}
