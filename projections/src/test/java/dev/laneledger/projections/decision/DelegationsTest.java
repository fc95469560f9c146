package dev.laneledger.projections.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.decision.Delegation.Status;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known by token is what a look at every row finds, after any acts in any order. */
final class DelegationsTest {
  private static final int ACTS = 300;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theIndexSaysWhatTheRowsSay(long seed) {
    Random random = new Random(seed);
    Delegations all = Delegations.EMPTY;
    for (int act = 0; act < ACTS; act++) {
      all = acted(all, random, act);
      assertThat(Delegations.of(all.rows()).byToken()).isEqualTo(all.byToken());
      for (String token : new String[] {"A", "B", "C"}) {
        String now = time(act);
        assertThat(all.usable(token, now, "lane:a")).isEqualTo(scanned(all, token, now));
        assertThat(all.newest(token)).isEqualTo(newest(all, token));
      }
    }
    assertThat(all.rows().values()).extracting(Delegation::status).contains(Status.values());
  }

  private static Delegations acted(Delegations all, Random random, int act) {
    String token = String.valueOf((char) ('A' + random.nextInt(3)));
    return switch (random.nextInt(20)) {
      case 0 -> all.overruled();
      case 1, 2, 3, 4, 5, 6 ->
          scanned(all, token, time(act)).map(d -> all.consumed(d.getKey())).orElse(all);
      default -> all.plus("d" + random.nextInt() + "-" + act, delegation(token, random, act));
    };
  }

  private static Delegation delegation(String token, Random random, int act) {
    String through = random.nextBoolean() ? "lane:a" : random.nextBoolean() ? "lane:b" : "runner";
    String expires = random.nextBoolean() ? null : time(act + random.nextInt(20));
    EventRef by = new EventRef(StreamId.program("P"), act);
    return new Delegation(token, through, "owner", expires, true, Status.DELEGATED, by);
  }

  private static String time(int act) {
    return "2026-06-12T00:%02d:%02d.000Z".formatted(act / 60, act % 60);
  }

  private static Optional<Map.Entry<String, Delegation>> scanned(
      Delegations all, String token, String now) {
    return of(all, token)
        .filter(d -> d.getValue().standsAt(now) && d.getValue().isFor("lane:a"))
        .min(Comparator.comparingLong(d -> d.getValue().by().streamseq()));
  }

  private static Optional<Delegation> newest(Delegations all, String token) {
    return of(all, token)
        .map(Map.Entry::getValue)
        .max(Comparator.comparingLong(d -> d.by().streamseq()));
  }

  private static Stream<Map.Entry<String, Delegation>> of(Delegations all, String token) {
    return all.rows().entrySet().stream().filter(d -> d.getValue().token().equals(token));
  }
}
