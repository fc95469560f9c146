package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.projections.ProgramState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * A program's own stream.
 *
 * @param vocabulary the program's words; null: none are forbidden by name
 * @param state blockers, decisions and documents; tickets and lanes have streams of their own
 * @param lanes lane → the principal that consumed a decision for it
 * @param refusals where refusals stand
 */
public record ProgramStream(
    long last,
    ProgramData.@Nullable Vocabulary vocabulary,
    ProgramState state,
    PMap<String, String> lanes,
    PSet<Long> refusals)
    implements StreamState {

  static final ProgramStream EMPTY =
      new ProgramStream(-1, null, ProgramState.EMPTY, HashTreePMap.empty(), HashTreePSet.empty());

  @Override
  public ProgramStream evolve(LedgerEvent event) {
    return new ProgramStream(
        event.streamseq(),
        event.payload() instanceof ProgramData.Registered r ? r.vocabulary() : vocabulary,
        state.evolve(event),
        event.payload() instanceof ProgramData.Consumed c && c.lane() != null
            ? lanes.plus(c.lane(), event.actor())
            : lanes,
        event.payload() instanceof LedgerData.Refused
            ? refusals.plus(event.streamseq())
            : refusals);
  }

  @Override
  public boolean isRefusal(long streamseq) {
    return refusals.contains(streamseq);
  }

  /** The requirements that do not hold, in their order. */
  public List<Requirement> unmet(List<Requirement> requirements) {
    return state.unmet(requirements);
  }

  /** What the newest packet requires of that option; empty if it does not offer it. */
  Optional<ProgramData.Option> offered(String token) {
    return state
        .decisions()
        .newestPacket()
        .flatMap(p -> p.options().stream().filter(o -> o.token().equals(token)).findFirst());
  }
}
