package dev.laneledger.projections;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import java.util.Map;
import org.pcollections.TreePMap;

/** Every program of one ledger, after some number of entries. Immutable. */
public final class LedgerState {
  public static final LedgerState EMPTY = new LedgerState(Rows.empty());

  private final TreePMap<String, ProgramState> programs;

  private LedgerState(TreePMap<String, ProgramState> programs) {
    this.programs = programs;
  }

  /** The state after one more entry of the ledger. */
  public LedgerState evolve(LedgerEvent event) {
    String program = event.source().program();
    if (program != null) {
      return new LedgerState(programs.plus(program, program(program).evolve(event)));
    }
    return event.payload() instanceof LedgerData.PolicyAdopted ? policyChanged() : this;
  }

  private LedgerState policyChanged() {
    TreePMap<String, ProgramState> changed = programs;
    for (Map.Entry<String, ProgramState> program : programs.entrySet()) {
      changed = changed.plus(program.getKey(), program.getValue().policyChanged());
    }
    return new LedgerState(changed);
  }

  /** The programs by id, in row-key order. */
  public Map<String, ProgramState> programs() {
    return programs;
  }

  /** The program of that id; the empty state if there was no event of it. */
  public ProgramState program(String id) {
    return programs.getOrDefault(id, ProgramState.EMPTY);
  }
}
