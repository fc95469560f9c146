package dev.laneledger.projections.render;

import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.projections.Row;
import dev.laneledger.projections.blocker.Blocker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A leg that is still to be proven.
 *
 * @param actors who acts on the blocker
 * @param unmet its requirements that do not hold
 */
record OpenLeg(
    String blocker,
    Blocker.Status status,
    List<Role> actors,
    Blocker.LegState leg,
    List<Requirement> unmet) {

  /** All open legs of the program, in order of blocker and leg. */
  static List<OpenLeg> of(LaneView lane) {
    List<OpenLeg> open = new ArrayList<>();
    lane.state()
        .blockers()
        .blockers()
        .forEach((id, blocker) ->
            blocker.legs().stream()
                .filter(l -> l.state() == Blocker.State.OPEN)
                .map(l ->
                    new OpenLeg(
                        id,
                        blocker.status(),
                        blocker.actors(),
                        l,
                        lane.state().unmet(l.requires())))
                .forEach(open::add));
    return open;
  }

  static SortedMap<Role, List<OpenLeg>> byActor(LaneView lane) {
    SortedMap<Role, List<OpenLeg>> legs = new TreeMap<>();
    of(lane).forEach(l -> legs.computeIfAbsent(l.leg().actor(), r -> new ArrayList<>()).add(l));
    return legs;
  }

  /**
   * The leg to go for next: one that needs no grant, of the blocker that is nearest to closing by
   * its status, with the fewest unmet requirements; or empty if all wait for a grant or another
   * leg.
   */
  static Optional<OpenLeg> next(LaneView lane) {
    return of(lane).stream()
        .filter(l -> l.leg().requires().stream().allMatch(r -> r.grant() == null))
        .filter(l -> l.unmet().stream().allMatch(r -> r.input() != null))
        .min(
            Comparator.comparing(OpenLeg::status)
                .thenComparing(l -> l.unmet().size())
                .thenComparing(OpenLeg::blocker, Row.KEY_ORDER));
  }

  boolean ready() {
    return unmet.isEmpty();
  }

  String name() {
    return leg.leg() + " of " + blocker;
  }
}
