package dev.laneledger.projections.replay;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.MeaningRule;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.ProgramState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds all projections and compares every attested state hash. */
final class Attestations {
  /** An attestation may come up to this many entries after the state that it attests. */
  private static final int REACH = 8_192;

  /** The state after the first {@code size} entries. */
  private record Past(long size, Hash chain, LedgerState state) {}

  private final Divergences divergences;
  private final Deque<Past> recent = new ArrayDeque<>();
  private final SortedMap<String, SortedMap<String, Hash>> attested = new TreeMap<>();
  private LedgerState attestedState = LedgerState.EMPTY;
  private LedgerState state = LedgerState.EMPTY;
  private long count;
  private long newest;

  Attestations(Divergences divergences) {
    this.divergences = divergences;
  }

  /** Number of attestations that were compared. */
  long count() {
    return count;
  }

  /** How many entries the newest attestation covers. */
  long newest() {
    return newest;
  }

  /** The state hashes of every program now. */
  SortedMap<String, SortedMap<String, Hash>> stateHashes() {
    SortedMap<String, SortedMap<String, Hash>> hashes = new TreeMap<>();
    state.programs().forEach((id, program) -> hashes.put(id, program.stateHashes()));
    return hashes;
  }

  void accept(long seq, Hash chain, LedgerEvent event) {
    if (event.payload() instanceof LedgerData.StateAttested attestation) {
      compare(seq, attestation);
    }
    state = state.evolve(event);
    recent.addLast(new Past(seq + 1, chain, state));
    if (recent.size() > REACH) {
      recent.removeFirst();
    }
  }

  private void compare(long seq, LedgerData.StateAttested attestation) {
    if (attestation.size() < 1 || attestation.size() > seq) {
      divergences.add(
          MeaningRule.STATE, seq, "size", "1 to " + seq + " entries", attestation.size());
      return;
    }
    Past past = past(attestation.size());
    if (past == null) {
      String expected = "at most " + REACH + " entries ago";
      divergences.gap(GapKind.ATTESTATION_LATE, seq, "size", expected, attestation.size());
      return;
    }
    count++;
    newest = Math.max(newest, attestation.size());
    if (!past.chain().equals(attestation.chain())) {
      divergences.add(MeaningRule.STATE, seq, "chain", attestation.chain(), past.chain());
    }
    compare(seq, attestation.programs(), past.state());
    attested.putAll(attestation.programs());
    attestedState = past.state();
  }

  private @Nullable Past past(long size) {
    for (var it = recent.descendingIterator(); it.hasNext(); ) {
      Past past = it.next();
      if (past.size() == size) {
        return past;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // the same object: nothing happened to the program
  private void compare(
      long seq, SortedMap<String, SortedMap<String, Hash>> stated, LedgerState then) {
    stated.forEach(
        (program, hashes) -> compare(seq, program, hashes, then.program(program).stateHashes()));
    for (Map.Entry<String, ProgramState> program : then.programs().entrySet()) {
      String id = program.getKey();
      boolean same = program.getValue() == attestedState.programs().get(id);
      if (!same && !stated.containsKey(id)) {
        SortedMap<String, Hash> hashes = program.getValue().stateHashes();
        if (!Objects.equals(hashes, attested.get(id))) {
          divergences.add(MeaningRule.STATE, seq, id, "left out as unchanged", "changed");
        }
      }
    }
  }

  private void compare(
      long seq, String program, SortedMap<String, Hash> stated, SortedMap<String, Hash> actual) {
    SortedMap<String, Hash> all = new TreeMap<>(actual);
    stated.forEach(all::putIfAbsent);
    for (String projection : all.keySet()) {
      Hash expected = stated.get(projection);
      Hash found = actual.get(projection);
      if (!Objects.equals(expected, found)) {
        divergences.add(
            MeaningRule.STATE, seq, program + " " + projection, text(expected), text(found));
      }
    }
  }

  private static String text(@Nullable Hash hash) {
    return hash == null ? "no such projection" : hash.hex();
  }
}
