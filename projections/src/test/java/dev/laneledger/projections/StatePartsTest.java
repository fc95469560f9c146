package dev.laneledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class StatePartsTest {
  private static final int EVENTS = 400;

  /** What a keeper holds after it was told of every change in turn. */
  private static final class Keeper implements StateParts.Sink {
    final Map<String, Map<String, ObjectNode>> held = new TreeMap<>();

    @Override
    public void changed(String part, String key, @Nullable Record value) {
      Map<String, ObjectNode> records =
          held.computeIfAbsent(part, name -> new TreeMap<>(Row.KEY_ORDER));
      if (value == null) {
        records.remove(key);
      } else {
        records.put(key, EventJson.toTree(value));
      }
    }

    ProgramState state() {
      StateParts parts = new StateParts();
      held.forEach((part, records) ->
          records.forEach((key, v) -> parts.add(part, key, CanonicalJson.write(v))));
      return ProgramState.of(parts);
    }
  }

  private static Map<String, Map<String, ObjectNode>> parts(ProgramState state) {
    Keeper keeper = new Keeper();
    state.changesSince(ProgramState.EMPTY, keeper);
    return keeper.held;
  }

  private static List<LedgerEvent> events(long seed) {
    Ledgers ledger = new Ledgers();
    RandomEvents random = new RandomEvents(new SplittableRandom(seed));
    for (int i = 0; i < EVENTS; i++) {
      random.next(ledger);
    }
    return ledger.events().stream().filter(e -> e.source().program() != null).toList();
  }

  @Test
  void aStateThatIsPutTogetherFromItsPartsGoesOnAsTheOneThatWasFolded() {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ProgramState folded = ProgramState.EMPTY;
      ProgramState kept = ProgramState.EMPTY;
      ProgramState told = ProgramState.EMPTY;
      Keeper keeper = new Keeper();
      for (LedgerEvent event : events(seed)) {
        folded = folded.evolve(event);
        kept = kept.evolve(event);
        if (random.nextInt(20) == 0) {
          folded.changesSince(told, keeper);
          told = folded;
          kept = keeper.state();
          assertThat(kept.stateHashes()).as("seed %d", seed).isEqualTo(folded.stateHashes());
        }
      }
      assertThat(kept.stateHashes()).as("seed %d", seed).isEqualTo(folded.stateHashes());
      assertThat(parts(kept)).as("seed %d", seed).isEqualTo(parts(folded));
      assertThat(kept.rows()).as("seed %d", seed).isEqualTo(folded.rows());
    }
  }

  @Test
  void whoeverChangesWhatIsKeptChangesItsVersion() {
    ProgramState state = ProgramState.EMPTY;
    for (LedgerEvent event : events(1)) {
      state = state.evolve(event);
    }
    String text =
        parts(state).entrySet().stream()
            .flatMap(part ->
                part.getValue().entrySet().stream()
                    .map(e -> part.getKey() + " " + e.getKey() + " " + json(e.getValue())))
            .collect(Collectors.joining("\n"));
    assertThat(Map.of(StateParts.VERSION, Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).hex()))
        .as("a snapshot of this version holds other bytes now: give it another version")
        .isEqualTo(
            Map.of("parts.1", "641ded26feec620dc304a8794a4822536990d5171e18b0f65822e343ebef1f25"));
  }

  private static String json(ObjectNode value) {
    return new String(CanonicalJson.write(value), StandardCharsets.UTF_8);
  }
}
