package dev.laneledger.projections.compare;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Folds two copies to their ends and compares the rows. */
final class Consequences {
  private final Set<EventRef> parting;

  /**
   * @param parting the events that stand where the copies part
   */
  Consequences(Set<EventRef> parting) {
    this.parting = parting;
  }

  /** The rows that differ, by program, projection and key. */
  List<Consequence> between(ComparedLedger a, ComparedLedger b) {
    return compare(fold(a), fold(b));
  }

  /** What is no event changes no state: verification tells of it. */
  private static LedgerState fold(ComparedLedger ledger) {
    LedgerState[] state = {LedgerState.EMPTY};
    ledger.entries(bytes -> {
      try {
        state[0] = state[0].evolve(EventCodec.decode(bytes));
      } catch (EventRefusedException e) {
        return;
      }
    });
    return state[0];
  }

  private List<Consequence> compare(LedgerState a, LedgerState b) {
    SortedSet<String> programs = new TreeSet<>(a.programs().keySet());
    programs.addAll(b.programs().keySet());
    List<Consequence> found = new ArrayList<>();
    for (String program : programs) {
      Map<String, List<Row>> rowsOfB = b.program(program).rows();
      a.program(program)
          .rows()
          .forEach((projection, rows) ->
              compare(
                  program, projection, rows, rowsOfB.getOrDefault(projection, List.of()), found));
    }
    return found;
  }

  private void compare(
      String program, String projection, List<Row> a, List<Row> b, List<Consequence> found) {
    Map<String, @Nullable JsonNode[]> values = new TreeMap<>(Row.KEY_ORDER);
    place(a, 0, values);
    place(b, 1, values);
    values.forEach((key, both) -> {
      List<FieldDifference> fields = FieldDifference.between(both[0], both[1]);
      if (!fields.isEmpty()) {
        boolean names = names(both[0]) || names(both[1]);
        found.add(new Consequence(program, projection, key, names, fields));
      }
    });
  }

  private static void place(List<Row> rows, int side, Map<String, @Nullable JsonNode[]> values) {
    rows.forEach(
        row -> values.computeIfAbsent(row.key(), k -> new JsonNode[2])[side] = row.value());
  }

  private boolean names(@Nullable JsonNode value) {
    return value != null
        && (parting.stream().anyMatch(event -> isRef(value, event))
            || value.valueStream().anyMatch(this::names));
  }

  private static boolean isRef(JsonNode value, EventRef event) {
    return value.path("source").asString("").equals(event.source().path())
        && value.path("streamseq").asLong(-1) == event.streamseq();
  }
}
