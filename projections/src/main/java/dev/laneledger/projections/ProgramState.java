package dev.laneledger.projections;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.blocker.BlockerProjection;
import dev.laneledger.projections.blocker.BlockerState;
import dev.laneledger.projections.decision.DecisionProjection;
import dev.laneledger.projections.decision.DecisionState;
import dev.laneledger.projections.decision.Selection;
import dev.laneledger.projections.lane.LaneProjection;
import dev.laneledger.projections.lane.LaneState;
import dev.laneledger.projections.ticket.TicketProjection;
import dev.laneledger.projections.ticket.TicketState;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One program in all projections, after some number of events. Immutable.
 *
 * @param documents the governed documents, which have no rows of their own
 */
public record ProgramState(
    BlockerState blockers,
    TicketState tickets,
    DecisionState decisions,
    LaneState lanes,
    DocumentState documents) {

  /** The cause of a lapse when a newer rule pack is adopted. */
  public static final String POLICY_CHANGED = "the adopted policy changed";

  private static final BlockerProjection BLOCKERS = new BlockerProjection();
  private static final TicketProjection TICKETS = new TicketProjection();
  private static final DecisionProjection DECISIONS = new DecisionProjection();
  private static final LaneProjection LANES = new LaneProjection();

  public static final ProgramState EMPTY =
      new ProgramState(
          BLOCKERS.initial(),
          TICKETS.initial(),
          DECISIONS.initial(),
          LANES.initial(),
          DocumentState.EMPTY);

  /** Puts together what {@link #changesSince} told. */
  public static ProgramState of(StateParts parts) {
    return new ProgramState(
        BlockerState.of(parts),
        TicketState.of(parts),
        DecisionState.of(parts),
        LaneState.of(parts),
        DocumentState.of(parts));
  }

  /**
   * Tells every record that differs from those of the state before, which may be {@link #EMPTY}.
   */
  public void changesSince(ProgramState before, StateParts.Sink sink) {
    blockers.changesSince(before.blockers, sink);
    tickets.changesSince(before.tickets, sink);
    decisions.changesSince(before.decisions, sink);
    lanes.changesSince(before.lanes, sink);
    documents.changesSince(before.documents, sink);
  }

  /** The state after one more event of the program. */
  public ProgramState evolve(LedgerEvent event) {
    return new ProgramState(
            BLOCKERS.evolve(blockers, event),
            TICKETS.evolve(tickets, event),
            DECISIONS.evolve(decisions, event),
            LANES.evolve(lanes, event),
            documents.evolve(event))
        .lapseIfBlockersChanged(blockers);
  }

  /** The state in which a standing selection has lapsed, because the adopted policy changed. */
  public ProgramState policyChanged() {
    return lapse(POLICY_CHANGED);
  }

  /** A selection binds the blockers that it was made on; a change of them makes it lapse. */
  private ProgramState lapseIfBlockersChanged(BlockerState before) {
    return blockers != before && !standsOnBlockers() ? lapse("the blockers changed") : this;
  }

  /** Their hash costs as much as there are blockers, and mostly no selection stands on it. */
  private boolean standsOnBlockers() {
    return decisions
        .newestSelection()
        .filter(s -> s.status() == Selection.Status.SELECTED)
        .map(s -> s.binds().blockers().equals(blockersHash()))
        .orElse(true);
  }

  private ProgramState lapse(String cause) {
    return new ProgramState(blockers, tickets, decisions.lapse(cause), lanes, documents);
  }

  /**
   * The state after somebody rendered packets again.
   *
   * @param trees lane → the tree that came out
   * @param counts whether that counts for a lane that this principal opened
   */
  ProgramState reproduced(Map<String, Hash> trees, Predicate<String> counts, EventRef by) {
    LaneState changed = lanes;
    for (Map.Entry<String, Hash> tree : trees.entrySet()) {
      String lane = tree.getKey();
      boolean same =
          lanes.lane(lane).filter(row -> tree.getValue().equals(row.packetTree())).isPresent();
      if (same && lanes.author(lane).filter(counts).isPresent()) {
        changed = changed.reproduced(lane, by);
      }
    }
    return new ProgramState(blockers, tickets, decisions, changed, documents);
  }

  /** The state as it would be if that leg were discharged: computed, never recorded. */
  public ProgramState ifDischarged(String blocker, String leg) {
    return new ProgramState(
        blockers.ifDischarged(blocker, leg), tickets, decisions, lanes, documents);
  }

  /** Whether the requirement holds; one that names something unknown does not. */
  public boolean met(Requirement requirement) {
    if (requirement.grant() != null) {
      return decisions.granted(requirement.grant());
    }
    if (requirement.leg() != null) {
      return blockers.discharged(requirement.leg().blocker(), requirement.leg().leg());
    }
    if (requirement.blocker() != null) {
      return blockers.blocker(requirement.blocker()).map(b -> !b.open()).orElse(false);
    }
    return requirement.input() != null
        ? documents.supplies(requirement.input()) || blockers.inputSupplied(requirement.input())
        : blockers.open() == 0;
  }

  /** The requirements that do not hold, in their order. */
  public List<Requirement> unmet(List<Requirement> requirements) {
    return requirements.stream().filter(r -> !met(r)).toList();
  }

  /** State hash of {@code blockers.v1}, which selections bind. */
  public Hash blockersHash() {
    return BLOCKERS.stateHash(blockers);
  }

  /** The rows by projection, in order of the projections' names. */
  public SortedMap<String, List<Row>> rows() {
    SortedMap<String, List<Row>> rows = new TreeMap<>();
    rows.put(BLOCKERS.name(), BLOCKERS.rows(blockers));
    rows.put(TICKETS.name(), TICKETS.rows(tickets));
    rows.put(DECISIONS.name(), DECISIONS.rows(decisions));
    rows.put(LANES.name(), LANES.rows(lanes));
    return rows;
  }

  /**
   * The rows of that projection.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public List<Row> rows(String projection) {
    return switch (projection) {
      case "blockers.v1" -> BLOCKERS.rows(blockers);
      case "tickets.v1" -> TICKETS.rows(tickets);
      case "decisions.v1" -> DECISIONS.rows(decisions);
      case "lanes.v1" -> LANES.rows(lanes);
      default -> throw new IllegalArgumentException("there is no projection " + projection);
    };
  }

  /** The state hash of each projection. */
  public SortedMap<String, Hash> stateHashes() {
    SortedMap<String, Hash> hashes = new TreeMap<>();
    hashes.put(BLOCKERS.name(), BLOCKERS.stateHash(blockers));
    hashes.put(TICKETS.name(), TICKETS.stateHash(tickets));
    hashes.put(DECISIONS.name(), DECISIONS.stateHash(decisions));
    hashes.put(LANES.name(), LANES.stateHash(lanes));
    return hashes;
  }
}
