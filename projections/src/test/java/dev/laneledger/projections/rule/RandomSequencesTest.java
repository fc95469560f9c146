package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.rule.Attacker.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of plausible and hostile batches. {@code -Drules.sequences=100000} runs more of
 * them, {@code -Drules.seed=N} runs the sequences from seed N on; a failure names the seed of its
 * sequence, and {@code -Drules.seed=THAT -Drules.sequences=1} runs it again exactly.
 */
final class RandomSequencesTest {
  private static final int STEPS = 70;
  private static final int REPLAYED = 8;
  private static final Set<String> CODES =
      Stream.concat(
              Stream.of(ReasonCode.values()).map(Enum::name),
              Stream.concat(Ledgers.PACKS.stream(), NewerPacks.ALL.stream())
                  .flatMap(p -> p.codes().stream()))
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, Long> outcomes = new TreeMap<>();

  @Test
  void noSequenceOfRequestsBreaksAnInvariantAndEveryRefusalHasACode() {
    long seed = Long.getLong("rules.seed", 1);
    int sequences = Integer.getInteger("rules.sequences", 500);
    for (int i = 0; i < sequences; i++) {
      try {
        run(seed + i, i % REPLAYED == 0);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "-Drules.seed=" + (seed + i) + " -Drules.sequences=1: " + e.getMessage(), e);
      }
    }
    System.out.println("seeds " + seed + ".." + (seed + sequences - 1) + ": " + outcomes);
    assertThat(outcomes.getOrDefault("lane.completed", 0L)).isPositive();
  }

  private void run(long seed, boolean replayed) {
    Ledgers ledger = new Ledgers();
    NewerPacks.ALL.forEach(ledger::put);
    Books books = new Books();
    for (String role : List.of("lane", "operator", "owner", "auditor", "admin")) {
      books.persons.put(role + ":default", role + "-default");
    }
    Random random = new Random(seed);
    Oracle oracle = new Oracle(books);
    Attacker attacker = new Attacker(random, ledger, books);
    principals(ledger, oracle);
    int millis = 0;
    for (int step = 0; step < STEPS; step++) {
      millis += random.nextInt(100) < 30 ? 1 : 0;
      ledger.clock("2026-06-12T00:00:00.%03dZ".formatted(millis));
      Attempt attempt = attacker.next();
      if (attempt != null) {
        send(ledger, oracle, attempt);
      }
    }
    LedgerState folded = fold(ledger.events());
    folded
        .programs()
        .forEach((id, state) ->
            assertThat(state.stateHashes()).isEqualTo(ledger.program(id).stateHashes()));
    if (replayed) {
      replay(ledger);
    }
  }

  private static void principals(Ledgers ledger, Oracle oracle) {
    register(ledger, oracle, "lane:other", "lane-other");
    register(ledger, oracle, "lane:owned", "owner-default");
    register(ledger, oracle, "owner:second", "owner-second");
  }

  private static void register(Ledgers ledger, Oracle oracle, String principal, String person) {
    EventDraft draft =
        ledger.draft(
            StreamId.LEDGER,
            EventType.PRINCIPAL_REGISTERED,
            new LedgerData.PrincipalRegistered(principal, person));
    assertThat(ledger.code("admin:default", draft)).isEqualTo("ALLOW");
    oracle.allowed("admin:default", ledger.now(), List.of(draft));
  }

  private void send(Ledgers ledger, Oracle oracle, Attempt attempt) {
    EventDraft[] batch = attempt.batch().toArray(EventDraft[]::new);
    long before = ledger.events().size();
    Verdict verdict;
    try {
      verdict = ledger.sendKept(attempt.actor(), batch);
    } catch (BytesMissingException e) {
      count(ReasonCode.BLOB_MISSING.name()); // the server asks for the bytes before it judges
      return;
    }
    switch (verdict) {
      case Verdict.Allowed allowed -> {
        try {
          oracle.allowed(attempt.actor(), ledger.now(), attempt.batch());
        } catch (AssertionError e) {
          throw new AssertionError(e.getMessage() + "\n  " + attempt, e);
        }
        attempt.batch().forEach(d -> count(d.type().shortName()));
      }
      case Verdict.Denied denied -> {
        assertThat(CODES).contains(denied.code());
        assertThat(denied.message()).isNotBlank();
        assertThat(denied.pointer()).startsWith("/" + denied.index() + "/");
        assertThat(ledger.events()).hasSize((int) before + 1);
        LedgerEvent refusal = ledger.events().getLast();
        oracle.refused(refusal.source(), attempt.actor(), denied.code());
        count(denied.code());
      }
    }
    try {
      oracle.compare(ledger);
    } catch (AssertionError e) {
      throw new AssertionError("after " + attempt + "\n" + e.getMessage(), e);
    }
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1L, Long::sum);
  }

  private static LedgerState fold(List<LedgerEvent> events) {
    LedgerState state = LedgerState.EMPTY;
    for (LedgerEvent event : events) {
      state = state.evolve(EventCodec.decode(EventCodec.encode(event)));
    }
    return state;
  }

  /**
   * What was allowed is allowed again, run by run: a replay does not see where batches ended, and
   * judges consecutive entries of one actor and one moment together.
   */
  private static void replay(Ledgers ledger) {
    Map<StreamId, StreamState> states = new HashMap<>();
    List<LedgerEvent> replayed = new ArrayList<>();
    Decider decider = ledger.deciderOver(replayed);
    List<LedgerEvent> run = new ArrayList<>();
    for (LedgerEvent event : ledger.events()) {
      if (!run.isEmpty()
          && !(run.getLast().actor().equals(event.actor())
              && run.getLast().recordedtime().equals(event.recordedtime()))) {
        again(decider, states, run);
        replayed.addAll(run);
        run.clear();
      }
      run.add(event);
    }
    again(decider, states, run);
  }

  private static void again(
      Decider decider, Map<StreamId, StreamState> states, List<LedgerEvent> run) {
    LedgerEvent first = run.getFirst();
    if (!first.actor().equals(LedgerEvent.LEDGER_ACTOR)) {
      List<EventDraft> batch = run.stream().map(LedgerEvent::draft).toList();
      Function<StreamId, StreamState> read = s -> states.getOrDefault(s, StreamState.initial(s));
      assertThat(decider.decide(read, first.actor(), first.recordedtime(), batch))
          .isInstanceOf(Verdict.Allowed.class);
    }
    for (LedgerEvent event : run) {
      states.merge(
          event.source(),
          StreamState.initial(event.source()).evolve(event),
          (old, ignored) -> old.evolve(event));
    }
  }
}
