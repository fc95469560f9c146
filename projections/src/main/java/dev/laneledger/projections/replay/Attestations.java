package dev.laneledger.projections.replay;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.MeaningRule;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.ProgramState;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Folds all projections and compares every state hash that the ledger or an auditor attests. */
final class Attestations {
  /**
   * An attestation may come up to this many entries after the state that it attests. So many states
   * are held: what they share, they hold once, which leaves about a kilobyte for each.
   */
  private static final int REACH = 65_536;

  /** Of a program without rows. */
  private static final SortedMap<String, Hash> EMPTY_HASHES =
      LedgerState.EMPTY.program("").stateHashes();

  /** The state after the first {@code size} entries. */
  private record Past(long size, Hash chain, LedgerState state) {}

  private final Divergences divergences;
  private final Deque<Past> recent = new ArrayDeque<>();
  private final SortedMap<String, SortedMap<String, Hash>> attested = new TreeMap<>();
  private LedgerState attestedState = LedgerState.EMPTY;
  private LedgerState state = LedgerState.EMPTY;

  /** How many entries there were when a program changed first since it was attested. */
  private final SortedMap<String, Long> unattested = new TreeMap<>();

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
    return stateHashes(state);
  }

  private static SortedMap<String, SortedMap<String, Hash>> stateHashes(LedgerState state) {
    SortedMap<String, SortedMap<String, Hash>> hashes = new TreeMap<>();
    state.programs().forEach((id, program) -> hashes.put(id, program.stateHashes()));
    return hashes;
  }

  void accept(long seq, Hash chain, LedgerEvent event) {
    switch (event.payload()) {
      case LedgerData.StateAttested attestation -> compare(seq, attestation);
      case LedgerData.ReplayAttested attestation -> compare(seq, attestation);
      default -> {}
    }
    state = state.evolve(event);
    if (event.source().program() != null) {
      unattested.putIfAbsent(event.source().program(), seq);
    }
    recent.addLast(new Past(seq + 1, chain, state));
    if (recent.size() > REACH) {
      recent.removeFirst();
    }
  }

  private void compare(long seq, LedgerData.StateAttested attestation) {
    Past past = past(MeaningRule.STATE, seq, attestation.size(), attestation.chain());
    if (past == null) {
      attested.putAll(attestation.programs()); // what these say may be left out next
      attestedState = LedgerState.EMPTY;
      return;
    }
    count++;
    newest = Math.max(newest, attestation.size());
    compare(seq, attestation.programs(), past.state());
    attested.putAll(attestation.programs());
    attestedState = past.state();
    unattested.clear();
    changedSince(past.state()).forEach(id -> unattested.put(id, attestation.size()));
  }

  @SuppressWarnings("ReferenceEquality") // the same object: nothing happened to the program
  private List<String> changedSince(LedgerState then) {
    return state.programs().entrySet().stream()
        .filter(program -> program.getValue() != then.programs().get(program.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Tells of every program whose state nothing vouches for. A ledger attests soon after a change,
   * but not at once: what changed within reach of the end may still wait for it.
   *
   * @param size number of entries
   */
  void end(long size) {
    unattested.forEach((program, since) -> {
      boolean never = !attested.containsKey(program);
      if ((never || size - since > REACH) && !isAttested(program)) {
        String actual = never ? "never" : "not since";
        divergences.gap(
            GapKind.STATE_UNATTESTED, since, program, "an attestation of its state", actual);
      }
    });
  }

  /** Whether the state of the program now is the newest that was attested; no rows need none. */
  private boolean isAttested(String program) {
    SortedMap<String, Hash> hashes = state.program(program).stateHashes();
    return Objects.equals(hashes, attested.getOrDefault(program, EMPTY_HASHES));
  }

  /** An auditor whose replay found something may have reached anything, and says so. */
  private void compare(long seq, LedgerData.ReplayAttested attestation) {
    var stated = attestation.states();
    if (stated == null || attestation.outcome().equals(Verdict.TAMPERED.name())) {
      return;
    }
    Past past = past(MeaningRule.REPLAY, seq, attestation.size(), attestation.chain());
    if (past != null) {
      SortedMap<String, SortedMap<String, Hash>> reached = stateHashes(past.state());
      SortedSet<String> programs = new TreeSet<>(reached.keySet());
      programs.addAll(stated.keySet());
      for (String program : programs) {
        compare(MeaningRule.REPLAY, seq, program, of(stated, program), of(reached, program));
      }
    }
  }

  private static SortedMap<String, Hash> of(
      SortedMap<String, SortedMap<String, Hash>> programs, String program) {
    return programs.getOrDefault(program, Collections.emptySortedMap());
  }

  /** What was attested; null, and a finding or a gap, if it cannot be compared. */
  private @Nullable Past past(MeaningRule rule, long seq, long size, Hash chain) {
    if (size < 1 || size > seq) {
      divergences.add(rule, seq, "size", "1 to " + seq + " entries", size);
      return null;
    }
    Past past = past(size);
    if (past == null) {
      String expected = "at most " + REACH + " entries ago";
      divergences.gap(GapKind.ATTESTATION_LATE, seq, "size", expected, size);
    } else if (!past.chain().equals(chain)) {
      divergences.add(rule, seq, "chain", chain, past.chain());
    }
    return past;
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
    stated.forEach((program, hashes) ->
        compare(MeaningRule.STATE, seq, program, hashes, then.program(program).stateHashes()));
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
      MeaningRule rule,
      long seq,
      String program,
      SortedMap<String, Hash> stated,
      SortedMap<String, Hash> actual) {
    SortedMap<String, Hash> all = new TreeMap<>(actual);
    stated.forEach(all::putIfAbsent);
    for (String projection : all.keySet()) {
      Hash expected = stated.get(projection);
      Hash found = actual.get(projection);
      if (!Objects.equals(expected, found)) {
        divergences.add(rule, seq, program + " " + projection, text(expected), text(found));
      }
    }
  }

  private static String text(@Nullable Hash hash) {
    return hash == null ? "no such projection" : hash.hex();
  }
}
