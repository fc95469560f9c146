package dev.laneledger.app.page;

import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.blocker.Blocker;
import java.util.List;
import java.util.Map;

/** One blocker with its legs, as table and graph show it. */
public record BlockerLine(
    String id,
    String subject,
    String status,
    boolean open,
    List<Role> actors,
    List<String> blocks,
    String nextAction,
    List<Leg> legs) {
  static final int PER_PAGE = 12;

  /**
   * @param ready whether it is open and nothing has to come before it
   */
  public record Leg(
      String leg, Role actor, String strength, boolean open, boolean ready, List<Need> needs) {}

  /** Something that a leg requires. */
  public record Need(Requirement requirement, String text, boolean met) {}

  /** Those of the page, the open ones first. */
  static List<BlockerLine> of(ProgramState state, Paged paged) {
    return state.blockers().blockers().entrySet().stream()
        .sorted((a, b) -> Boolean.compare(b.getValue().open(), a.getValue().open()))
        .skip(paged.from())
        .limit(PER_PAGE)
        .map(blocker -> of(blocker, state))
        .toList();
  }

  private static BlockerLine of(Map.Entry<String, Blocker> entry, ProgramState state) {
    Blocker blocker = entry.getValue();
    return new BlockerLine(
        entry.getKey(),
        blocker.subject(),
        Sentences.words(blocker.status().name()),
        blocker.open(),
        blocker.actors(),
        blocker.blocks(),
        blocker.nextAction(),
        blocker.legs().stream().map(leg -> leg(leg, state)).toList());
  }

  private static Leg leg(Blocker.LegState leg, ProgramState state) {
    List<Need> needs =
        leg.requires().stream().map(r -> new Need(r, r.text(), state.met(r))).toList();
    boolean open = leg.state() == Blocker.State.OPEN;
    return new Leg(
        leg.leg(),
        leg.actor(),
        Sentences.words(leg.strength().name()),
        open,
        open && needs.stream().allMatch(Need::met),
        needs);
  }

  /** Number of legs that are discharged. */
  public long done() {
    return legs.stream().filter(leg -> !leg.open()).count();
  }
}
