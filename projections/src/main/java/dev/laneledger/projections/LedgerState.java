package dev.laneledger.projections;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.Verdict;
import java.util.Map;
import java.util.SortedMap;
import org.pcollections.TreePMap;

/** Every program of one ledger, after some number of entries. Immutable. */
public final class LedgerState {
  public static final LedgerState EMPTY = new LedgerState(Rows.empty(), Rows.empty());

  private final TreePMap<String, ProgramState> programs;
  private final TreePMap<String, String> persons; // by principal, those that were revoked too

  private LedgerState(TreePMap<String, ProgramState> programs, TreePMap<String, String> persons) {
    this.programs = programs;
    this.persons = persons;
  }

  /**
   * That state of those programs.
   *
   * @param persons by principal, those that were revoked too
   */
  public static LedgerState of(Map<String, ProgramState> programs, Map<String, String> persons) {
    return new LedgerState(
        Rows.<ProgramState>empty().plusAll(programs), Rows.<String>empty().plusAll(persons));
  }

  /** The state after one more entry of the ledger. */
  public LedgerState evolve(LedgerEvent event) {
    String program = event.source().program();
    if (program != null) {
      return with(programs.plus(program, program(program).evolve(event)));
    }
    return switch (event.payload()) {
      case LedgerData.PolicyAdopted adopted -> policyChanged();
      case LedgerData.PrincipalRegistered p ->
          new LedgerState(programs, persons.plus(p.principal(), p.person()));
      case LedgerData.ReplayAttested attested -> reproduced(attested, event);
      default -> this;
    };
  }

  private LedgerState with(TreePMap<String, ProgramState> changed) {
    return new LedgerState(changed, persons);
  }

  private LedgerState policyChanged() {
    TreePMap<String, ProgramState> changed = programs;
    for (Map.Entry<String, ProgramState> program : programs.entrySet()) {
      changed = changed.plus(program.getKey(), program.getValue().policyChanged());
    }
    return with(changed);
  }

  /** Only by a replay that found nothing, and nobody reproduces a lane of one's own. */
  private LedgerState reproduced(LedgerData.ReplayAttested attested, LedgerEvent event) {
    if (!attested.outcome().equals(Verdict.VERIFIED.name())) {
      return this;
    }
    TreePMap<String, ProgramState> changed = programs;
    for (Map.Entry<String, SortedMap<String, Hash>> of : attested.packets().entrySet()) {
      ProgramState program = changed.get(of.getKey());
      if (program != null) {
        ProgramState reproduced =
            program.reproduced(
                of.getValue(),
                author ->
                    !author.equals(event.actor()) && !attested.person().equals(persons.get(author)),
                event.ref());
        changed = changed.plus(of.getKey(), reproduced);
      }
    }
    return with(changed);
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
