package dev.laneledger.app.http;

import static dev.laneledger.app.http.CodeScene.LANE;
import static dev.laneledger.app.http.CodeScene.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.TicketData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Many lanes want the same tickets. */
class TicketRaceTest {
  private static final int LANES = 64;
  private static final int ROUNDS = 2;
  private static final long NEXT_FREE = 305;

  @TempDir private Path dir;

  /** Tickets that were asked for at one moment and answered at another, in nanoseconds. */
  private record Range(long from, long to, long asked, long answered) {}

  @Test
  void lanes_that_ask_at_once_get_disjoint_ranges_without_gaps_as_if_one_after_another()
      throws Exception {
    try (LedgerServer server = new LedgerServer(dir)) {
      CodeScene scene = new CodeScene(server, "P", Map.of());
      openAll(scene);

      List<Range> ranges = new ArrayList<>(reserveAllAtOnce(scene));

      ranges.sort(Comparator.comparing(Range::from));
      long next = NEXT_FREE;
      for (Range range : ranges) {
        assertThat(range.from()).isEqualTo(next);
        next = range.to() + 1;
      }
      assertThat(next - NEXT_FREE)
          .isEqualTo(ROUNDS * IntStream.range(0, LANES).mapToLong(i -> size(i)).sum());
      assertInOrder(ranges);
    }
  }

  /**
   * Nobody who asked after another was answered has lower tickets: the registry is linearizable.
   */
  private static void assertInOrder(List<Range> ascending) {
    long latest = Long.MIN_VALUE;
    for (Range range : ascending) {
      assertThat(range.answered()).isGreaterThan(latest);
      latest = Math.max(latest, range.asked());
    }
  }

  @Test
  void the_overlap_that_once_happened_is_refused_with_the_next_free_start() {
    try (LedgerServer server = new LedgerServer(dir)) {
      CodeScene scene = new CodeScene(server, "P", Map.of()).opened();
      for (long to : new long[] {304, 309}) {
        TicketData.Reserved overlap = new TicketData.Reserved("l1", 289, to, false);
        JsonNode problem =
            scene
                .send(LANE, scene.inTickets(EventType.TICKETS_RESERVED, overlap))
                .isProblem(422, "TICKET_RANGE_TAKEN")
                .at("/0/data/from")
                .json();

        assertThat(problem.path("detail").asString()).endsWith("[289, " + NEXT_FREE + "]");
        assertThat(problem.path("todo").asString()).isEqualTo("start at the next free ticket");
      }
      scene.done(
          LANE,
          scene.inTickets(
              EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", NEXT_FREE, 309, false)));
    }
  }

  private static void openAll(CodeScene scene) {
    scene.done(
        OWNER,
        IntStream.range(0, LANES)
            .mapToObj(i -> scene.delegation("GO_" + i))
            .toArray(EventDraft[]::new));
    scene.done(
        LANE,
        IntStream.range(0, LANES)
            .boxed()
            .flatMap(i ->
                Stream.of(
                    scene.consumption("GO_" + i, "lane-" + i),
                    scene.opening("GO_" + i, "lane-" + i, "REHEARSAL_ONLY")))
            .toArray(EventDraft[]::new));
  }

  private static int size(int lane) {
    return 1 + lane % 7;
  }

  private static List<Range> reserveAllAtOnce(CodeScene scene) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Range>>> asked =
          IntStream.range(0, LANES)
              .mapToObj(i -> threads.submit(() -> reserveAgainAndAgain(scene, i)))
              .toList();
      List<Range> ranges = new ArrayList<>();
      for (Future<List<Range>> one : asked) {
        ranges.addAll(one.get());
      }
      return ranges;
    }
  }

  private static List<Range> reserveAgainAndAgain(CodeScene scene, int lane) {
    return IntStream.range(0, ROUNDS).mapToObj(round -> reserve(scene, lane, round)).toList();
  }

  private static Range reserve(CodeScene scene, int lane, int round) {
    long asked = System.nanoTime();
    String wish = "{\"id\":\"r-%d-%d\",\"lane\":\"lane-%d\",\"count\":%d}";
    Wire.Answer answer =
        scene.server.wire.post(
            scene.token(LANE),
            "/v1/programs/P/tickets/TKT/reservations",
            "application/json",
            wish.formatted(lane, round, lane, size(lane)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonNode range = answer.json().path("range");
    return new Range(
        range.path("from").asLong(), range.path("to").asLong(), asked, System.nanoTime());
  }
}
