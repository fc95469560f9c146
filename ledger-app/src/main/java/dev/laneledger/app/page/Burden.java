package dev.laneledger.app.page;

import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.blocker.Blocker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one kind of actor has to do.
 *
 * @param ready legs that can be discharged now
 * @param waiting legs that something else has to come before
 */
public record Burden(Role actor, List<Task> ready, List<Task> waiting) {

  /**
   * @param after what has to come before it, in words; empty if nothing has
   */
  public record Task(String blocker, String leg, String strength, String after) {}

  /** Of every actor of an open leg, in the order of the roles. */
  static List<Burden> of(ProgramState state) {
    Map<Role, Burden> burdens = new TreeMap<>();
    state
        .blockers()
        .blockers()
        .forEach((id, blocker) ->
            blocker.legs().stream()
                .filter(leg -> leg.state() == Blocker.State.OPEN)
                .forEach(leg ->
                    burdens
                        .computeIfAbsent(
                            leg.actor(), a -> new Burden(a, new ArrayList<>(), new ArrayList<>()))
                        .add(id, leg, state.unmet(leg.requires()))));
    return List.copyOf(burdens.values());
  }

  private void add(String blocker, Blocker.LegState leg, List<Requirement> unmet) {
    String after = unmet.stream().map(Requirement::text).collect(Collectors.joining(", "));
    (unmet.isEmpty() ? ready : waiting)
        .add(new Task(blocker, leg.leg(), leg.strength().name(), after));
  }

  /** Number of open legs. */
  public int open() {
    return ready.size() + waiting.size();
  }
}
