package dev.laneledger.app.page;

import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.blocker.Blocker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one kind of actor has to do. A grant that is missing is the owner's, an input that is
 * missing the operator's, whoever then discharges the leg.
 *
 * @param ready what can be done now
 * @param waiting legs that something else has to come before
 */
public record Burden(Role actor, List<Task> ready, List<Task> waiting) {

  /**
   * @param what a leg, a grant or an input
   * @param blocker that it is of
   * @param after what has to come before it, in words; empty if nothing has
   */
  public record Task(String what, String blocker, String after) {}

  /** Of every actor who has anything to do, in the order of the roles. */
  static List<Burden> of(ProgramState state) {
    Map<Role, Burden> burdens = new EnumMap<>(Role.class);
    Set<String> shared = new HashSet<>();
    state
        .blockers()
        .blockers()
        .forEach((id, blocker) ->
            blocker.legs().stream()
                .filter(leg -> leg.state() == Blocker.State.OPEN)
                .forEach(leg -> add(burdens, shared, id, leg, state.unmet(leg.requires()))));
    return List.copyOf(burdens.values());
  }

  /** A grant or an input may be missing in many places; it is given once. */
  private static void add(
      Map<Role, Burden> burdens,
      Set<String> shared,
      String blocker,
      Blocker.LegState leg,
      List<Requirement> unmet) {
    for (Requirement requirement : unmet) {
      if (requirement.grant() != null && shared.add(requirement.text())) {
        of(burdens, Role.OWNER).ready.add(new Task("grant " + requirement.grant(), blocker, ""));
      } else if (requirement.input() != null && shared.add(requirement.text())) {
        String what = "supply " + requirement.input();
        of(burdens, Role.OPERATOR).ready.add(new Task(what, blocker, ""));
      }
    }
    String after = unmet.stream().map(Requirement::text).collect(Collectors.joining(", "));
    Burden own = of(burdens, leg.actor());
    (unmet.isEmpty() ? own.ready : own.waiting).add(new Task(leg.leg(), blocker, after));
  }

  private static Burden of(Map<Role, Burden> burdens, Role actor) {
    return burdens.computeIfAbsent(actor, a -> new Burden(a, new ArrayList<>(), new ArrayList<>()));
  }

  /** How many things there are to do. */
  public int open() {
    return ready.size() + waiting.size();
  }
}
