package dev.laneledger.projections.blocker;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Strength;
import dev.laneledger.projections.RowMap;
import dev.laneledger.projections.StateParts;
import dev.laneledger.projections.blocker.Blocker.LegState;
import dev.laneledger.projections.blocker.Blocker.State;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The blockers of one program. */
public final class BlockerState {
  private static final String KNOWN = "blockers.raised";

  static final BlockerState EMPTY = new BlockerState(RowMap.empty(""), RowMap.empty(""), 0);

  /** How a blocker was raised; its row is derived from that and its legs. */
  private record Known(ProgramData.BlockerRaised raised, boolean narrowed) {}

  private final RowMap<Known> known;
  private final RowMap<Blocker> rows;
  private final int open;

  private BlockerState(RowMap<Known> known, RowMap<Blocker> rows, int open) {
    this.known = known;
    this.rows = rows;
    this.open = open;
  }

  /** Puts together what {@link #changesSince} told. */
  public static BlockerState of(StateParts parts) {
    RowMap<Blocker> rows = parts.rows(BlockerProjection.NAME, "", Blocker.class);
    int open = (int) rows.values().stream().filter(Blocker::open).count();
    return new BlockerState(parts.rows(KNOWN, "", Known.class), rows, open);
  }

  /** Tells every record that differs from those of the state before. */
  public void changesSince(BlockerState before, StateParts.Sink sink) {
    rows.changesSince(before.rows, sink.of(BlockerProjection.NAME));
    known.changesSince(before.known, sink.of(KNOWN));
  }

  /** The blocker of that id, or empty. */
  public Optional<Blocker> blocker(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** All blockers by id, in row-key order. */
  public RowMap<Blocker> blockers() {
    return rows;
  }

  /** Number of blockers that are open. */
  public int open() {
    return open;
  }

  /** Whether the leg is known and discharged. */
  public boolean discharged(String blocker, String leg) {
    return blocker(blocker)
        .flatMap(b -> b.leg(leg))
        .map(l -> l.state() == State.DISCHARGED)
        .orElse(false);
  }

  /** Whether a discharged leg of strength INPUT or higher has exactly this name. */
  public boolean inputSupplied(String name) {
    return rows.values().stream()
        .flatMap(row -> row.legs().stream())
        .anyMatch(l ->
            l.leg().equals(name)
                && l.state() == State.DISCHARGED
                && l.strength().compareTo(Strength.INPUT) >= 0);
  }

  /** Whether some open blocker blocks that action. */
  public boolean blocks(String action) {
    return rows.values().stream().anyMatch(row -> row.open() && row.blocks().contains(action));
  }

  /** The state as it would be if that leg were discharged; unchanged if there is no such leg. */
  public BlockerState ifDischarged(String blocker, String leg) {
    return changeLeg(blocker, leg, State.DISCHARGED, List.of());
  }

  BlockerState raise(ProgramData.BlockerRaised data) {
    List<LegState> legs =
        data.legs().stream()
            .map(l ->
                new LegState(l.leg(), l.actor(), l.strength(), l.requires(), State.OPEN, List.of()))
            .toList();
    return with(data.blocker(), data, false, legs);
  }

  BlockerState narrow(ProgramData.BlockerNarrowed data) {
    Known old = known.get(data.blocker());
    if (old == null) {
      return this;
    }
    ProgramData.BlockerRaised raised = old.raised();
    String nextAction = data.nextAction() == null ? raised.nextAction() : data.nextAction();
    ProgramData.BlockerRaised narrowed =
        new ProgramData.BlockerRaised(
            raised.blocker(),
            raised.subject(),
            raised.actors(),
            raised.blocks(),
            nextAction,
            raised.legs());
    return with(data.blocker(), narrowed, true, legs(data.blocker()));
  }

  BlockerState changeLeg(String blocker, String leg, State state, List<EventRef> evidence) {
    return changeLeg(
        blocker,
        leg,
        l -> new LegState(l.leg(), l.actor(), l.strength(), l.requires(), state, evidence));
  }

  private BlockerState changeLeg(String blocker, String leg, UnaryOperator<LegState> change) {
    Known old = known.get(blocker);
    if (old == null) {
      return this;
    }
    List<LegState> legs =
        legs(blocker).stream().map(l -> l.leg().equals(leg) ? change.apply(l) : l).toList();
    return with(blocker, old.raised(), old.narrowed(), legs);
  }

  private BlockerState with(
      String id, ProgramData.BlockerRaised raised, boolean narrowed, List<LegState> legs) {
    Blocker row = Blocker.of(raised, narrowed, legs);
    boolean wasOpen = blocker(id).map(Blocker::open).orElse(false);
    return new BlockerState(
        known.plus(id, new Known(raised, narrowed)),
        rows.plus(id, row),
        open + (row.open() ? 1 : 0) - (wasOpen ? 1 : 0));
  }

  private List<LegState> legs(String blocker) {
    return blocker(blocker).map(Blocker::legs).orElse(List.of());
  }
}
