package dev.laneledger.projections;

import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.Strength;
import dev.laneledger.projections.blocker.Blocker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What still stands between now and one action: every open leg of every blocker of it, and whatever
 * those require in turn. A blocker closes only with all of its legs, so there is exactly one
 * smallest set.
 *
 * @param target the blocked action, such as {@code PRODUCTION}
 * @param clear nothing blocks the action
 * @param steps the open legs, each after the legs that it requires
 * @param grants the grants that are missing, in order of their names
 * @param inputs the inputs that nobody supplied, in order of their names
 * @param unknown requirements that name what does not exist; they can never be met as they are
 * @param actors who has to act
 */
public record BlockerPath(
    String target,
    boolean clear,
    List<Step> steps,
    SortedSet<String> grants,
    SortedSet<String> inputs,
    SortedSet<String> unknown,
    SortedSet<Role> actors) {

  /**
   * @param ready everything that the leg requires is met, so it can be discharged now
   */
  public record Step(
      String blocker,
      String leg,
      Role actor,
      Strength strength,
      boolean ready,
      List<Requirement> unmet) {}

  /** The path to that action in that state. */
  public static BlockerPath to(String target, ProgramState state) {
    Walk walk = new Walk(state);
    state
        .blockers()
        .blockers()
        .forEach((id, blocker) -> {
          if (blocker.open() && blocker.blocks().contains(target)) {
            walk.blocker(id);
          }
        });
    return walk.path(target);
  }

  /** Visits each leg once, what it requires first. */
  private static final class Walk {
    private final ProgramState state;
    private final Set<Requirement.LegRef> seen = new LinkedHashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private final SortedSet<String> grants = new TreeSet<>(Row.KEY_ORDER);
    private final SortedSet<String> inputs = new TreeSet<>(Row.KEY_ORDER);
    private final SortedSet<String> unknown = new TreeSet<>(Row.KEY_ORDER);

    Walk(ProgramState state) {
      this.state = state;
    }

    void blocker(String id) {
      state
          .blockers()
          .blocker(id)
          .ifPresentOrElse(b -> b.legs().forEach(l -> leg(id, l)), () -> unknown.add(id));
    }

    private void leg(String blocker, Blocker.LegState leg) {
      boolean open = leg.state() == Blocker.State.OPEN;
      if (!open || !seen.add(new Requirement.LegRef(blocker, leg.leg()))) {
        return;
      }
      List<Requirement> unmet = state.unmet(leg.requires());
      unmet.forEach(this::requirement);
      steps.add(new Step(blocker, leg.leg(), leg.actor(), leg.strength(), unmet.isEmpty(), unmet));
    }

    private void requirement(Requirement unmet) {
      if (unmet.grant() != null) {
        grants.add(unmet.grant());
      } else if (unmet.input() != null) {
        inputs.add(unmet.input());
      } else if (unmet.blocker() != null) {
        blocker(unmet.blocker());
      } else if (unmet.leg() != null) {
        legRef(unmet.leg());
      } else {
        Map<String, Blocker> all = state.blockers().blockers();
        all.keySet().forEach(this::blocker);
      }
    }

    private void legRef(Requirement.LegRef ref) {
      state
          .blockers()
          .blocker(ref.blocker())
          .flatMap(b -> b.leg(ref.leg()))
          .ifPresentOrElse(
              l -> leg(ref.blocker(), l),
              () -> unknown.add("leg " + ref.leg() + " of " + ref.blocker()));
    }

    BlockerPath path(String target) {
      SortedSet<Role> actors = new TreeSet<>();
      steps.forEach(s -> actors.add(s.actor()));
      if (!grants.isEmpty()) {
        actors.add(Role.OWNER);
      }
      if (!inputs.isEmpty()) {
        actors.add(Role.OPERATOR);
      }
      return new BlockerPath(
          target, steps.isEmpty(), List.copyOf(steps), grants, inputs, unknown, actors);
    }
  }
}
