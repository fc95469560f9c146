package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.StreamState;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Everything that the read side knows after one entry. Immutable, and consistent in itself.
 *
 * @param position seq of the last entry that was folded; −1 for none
 * @param chain chain hash after that entry; null for none
 * @param state the projections of every program
 * @param ledger principals, owner keys and adopted packs
 * @param attested program → projection → its newest attestation
 * @param counted how many of the entries are not attestations
 */
public record LedgerView(
    long position,
    @Nullable Hash chain,
    LedgerState state,
    LedgerStream ledger,
    PMap<String, PMap<String, Attested>> attested,
    long counted) {

  static final LedgerView EMPTY =
      new LedgerView(
          -1,
          null,
          LedgerState.EMPTY,
          (LedgerStream) StreamState.initial(StreamId.LEDGER),
          HashTreePMap.empty(),
          0);

  /** The newest attestation of a program's projection; null if it has none yet. */
  public @Nullable Attested attested(String program, String projection) {
    PMap<String, Attested> ofProgram = attested.get(program);
    return ofProgram == null ? null : ofProgram.get(projection);
  }

  /** Number of entries that were folded. */
  public long size() {
    return position + 1;
  }

  /** The same after one more entry, which concerned nothing of what is asked. */
  LedgerView passed(Entry entry) {
    return new LedgerView(entry.seq(), entry.chain(), state, ledger, attested, counted);
  }

  LedgerView evolve(Entry entry, LedgerEvent event) {
    boolean attestation = event.payload() instanceof LedgerData.StateAttested;
    return new LedgerView(
        entry.seq(),
        entry.chain(),
        state.evolve(event),
        event.source().equals(StreamId.LEDGER) ? ledger.evolve(event) : ledger,
        event.payload() instanceof LedgerData.StateAttested a ? attested(a) : attested,
        attestation ? counted : counted + 1);
  }

  private PMap<String, PMap<String, Attested>> attested(LedgerData.StateAttested statement) {
    PMap<String, PMap<String, Attested>> all = attested;
    for (var program : statement.programs().entrySet()) {
      PMap<String, Attested> known = all.getOrDefault(program.getKey(), HashTreePMap.empty());
      for (Map.Entry<String, Hash> hash : program.getValue().entrySet()) {
        known = known.plus(hash.getKey(), new Attested(statement.size(), hash.getValue()));
      }
      all = all.plus(program.getKey(), known);
    }
    return all;
  }
}
