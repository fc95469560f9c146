package dev.laneledger.projections.rule;

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
 * @param state blockers and decisions; tickets and lanes have streams of their own
 * @param documents path → the newest pin
 * @param inputs the named inputs that pinned documents supply
 */
public record ProgramStream(
    long last,
    ProgramData.@Nullable Vocabulary vocabulary,
    ProgramState state,
    PMap<String, ProgramData.DocumentPinned> documents,
    PSet<String> inputs)
    implements StreamState {

  static final ProgramStream EMPTY =
      new ProgramStream(-1, null, ProgramState.EMPTY, HashTreePMap.empty(), HashTreePSet.empty());

  @Override
  public ProgramStream evolve(LedgerEvent event) {
    ProgramState evolved = state.evolve(event);
    long at = event.streamseq();
    return switch (event.payload()) {
      case ProgramData.Registered registered ->
          new ProgramStream(at, registered.vocabulary(), evolved, documents, inputs);
      case ProgramData.DocumentPinned pin ->
          new ProgramStream(
              at,
              vocabulary,
              evolved,
              documents.plus(pin.path(), pin),
              pin.supplies() == null ? inputs : inputs.plus(pin.supplies()));
      default -> new ProgramStream(at, vocabulary, evolved, documents, inputs);
    };
  }

  /** Whether the requirement holds; one that names something unknown does not. */
  public boolean met(Requirement requirement) {
    if (requirement.grant() != null) {
      return state.decisions().granted(requirement.grant());
    }
    if (requirement.leg() != null) {
      return state.blockers().discharged(requirement.leg().blocker(), requirement.leg().leg());
    }
    if (requirement.blocker() != null) {
      return state.blockers().blocker(requirement.blocker()).map(b -> !b.open()).orElse(false);
    }
    return requirement.input() != null
        ? inputs.contains(requirement.input())
            || state.blockers().inputSupplied(requirement.input())
        : state.blockers().open() == 0;
  }

  /** The requirements that do not hold, in their order. */
  public List<Requirement> unmet(List<Requirement> requirements) {
    return requirements.stream().filter(r -> !met(r)).toList();
  }

  /** What the newest packet requires of that option; empty if it does not offer it. */
  Optional<ProgramData.Option> offered(String token) {
    return state
        .decisions()
        .newestPacket()
        .flatMap(p -> p.options().stream().filter(o -> o.token().equals(token)).findFirst());
  }
}
