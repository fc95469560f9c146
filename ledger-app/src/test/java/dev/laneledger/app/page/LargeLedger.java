package dev.laneledger.app.page;

import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.app.config.EdgeOptions;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.http.RequestRate;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A served ledger of one program with many lanes of many entries, sent over HTTP as NDJSON, with
 * blockers, packets, delegations and ticket ranges as many as such a program may have. Every tenth
 * lane has stopped.
 *
 * @param lanes how many
 * @param entries at least, of the ledger
 */
record LargeLedger(Path dir, RunningLedger running, int lanes, int entries)
    implements AutoCloseable {
  static final String PROGRAM = "LARGE";
  static final int BLOCKERS = 120;
  static final int PACKETS = 200;
  private static final int RANGES = 1_000;
  private static final int AT_ONCE = 500;
  private static final int CONNECTIONS = 4;
  private static final String SOURCE = "/programs/" + PROGRAM;
  private static final String FOUND =
      "read twice on the clone, compared with the pinned content, and found to be as it was; "
          .repeat(3)
          .strip();

  static LargeLedger made(Path dir, int lanes, int entries) {
    RunningLedger running =
        LedgerApplication.start(
            ServeOptions.onFreePort(dir),
            new EdgeOptions(null, false, null, RequestRate.ofSecond(0)));
    LargeLedger ledger = new LargeLedger(dir, running, lanes, entries);
    ledger.fill();
    return ledger;
  }

  String token(String role) {
    try {
      return Files.readString(dir.resolve("tokens").resolve(role)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Browser as(String role) {
    return new Browser(running.url()).signedIn(token(role));
  }

  static String lane(int i) {
    return "lane-%05d".formatted(i);
  }

  private void fill() {
    send(
        "owner",
        List.of(
            event(
                "program",
                SOURCE,
                "program.registered",
                "{\"program\":\"%s\",\"title\":\"many lanes\"}".formatted(PROGRAM))));
    all("owner", BLOCKERS, LargeLedger::blocker);
    all("owner", PACKETS, LargeLedger::packet);
    OwnerKey key = ownerKey();
    all("owner", lanes, i -> delegation(key, i));
    all("lane", lanes, LargeLedger::opening);
    send(
        "operator",
        List.of(
            event(
                "tickets",
                SOURCE + "/tickets/TKT",
                "tickets.registered",
                "{\"prefix\":\"TKT\",\"ranges\":[],\"withdrawn\":[]}")));
    all("lane", Math.min(RANGES, lanes), LargeLedger::reservation);
    int others = 2 + BLOCKERS + PACKETS + 3 * lanes + Math.min(RANGES, lanes);
    int each = Math.ceilDiv(Math.max(0, entries - others), lanes);
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < lanes; i++) {
        int lane = i;
        sent.add(threads.submit(() -> send("lane", work(lane, each))));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private void all(String role, int count, IntFunction<String> each) {
    for (int from = 0; from < count; from += AT_ONCE) {
      send(role, IntStream.range(from, Math.min(count, from + AT_ONCE)).mapToObj(each).toList());
    }
  }

  private static List<String> work(int lane, int count) {
    String source = SOURCE + "/lanes/" + lane(lane);
    boolean stops = lane % 10 == 0;
    List<String> events =
        IntStream.range(0, stops ? count - 1 : count)
            .mapToObj(i ->
                event(
                    "s" + i,
                    source,
                    "lane.surface-classified",
                    "{\"class\":\"CLASSIFIED_SAFE\",\"result\":\"%s\",\"surface\":\"table %d of the source\"}"
                        .formatted(FOUND, i)))
            .collect(Collectors.toCollection(ArrayList::new));
    if (stops) {
      events.add(event("stop", source, "lane.stopped", "{\"reason\":\"the clone was not clean\"}"));
    }
    return events;
  }

  private static String blocker(int i) {
    return event(
        "raise-" + i,
        SOURCE,
        "blocker.raised",
        """
        {"blocker":"B-%1$03d","subject":"input %1$d is missing","actors":["OWNER"],\
        "blocks":["PRODUCTION"],"nextAction":"the owner grants it",\
        "legs":[{"leg":"design","actor":"OWNER","strength":"ANALYSIS","requires":[]},\
        {"leg":"go","actor":"OWNER","strength":"GRANT",\
        "requires":[{"grant":"RUN_%1$d"},{"leg":{"blocker":"B-%1$03d","leg":"design"}}]}]}\
        """
            .formatted(i));
  }

  private static String packet(int i) {
    return event(
        "publish-" + i,
        SOURCE,
        "decision-packet.published",
        """
        {"packet":"d%d","default":"HOLD_IT","options":[{"token":"HOLD_IT","requires":[]},\
        {"token":"GO_ON_%d","requires":[]}],"chooseExactly":1}\
        """
            .formatted(i, i));
  }

  /** Consumption and opening stand in one request, one line each. */
  private static String opening(int i) {
    return event(
            "consume-" + i,
            SOURCE,
            "decision.consumed",
            "{\"token\":\"RUN_LANE_%d\",\"lane\":\"%s\"}".formatted(i, lane(i)))
        + "\n"
        + event(
            "open",
            SOURCE + "/lanes/" + lane(i),
            "lane.opened",
            """
            {"macro":"M%d","authority":"REHEARSAL_ONLY","host":"host-%d","date":"2026-06-12",\
            "consumes":"RUN_LANE_%d"}\
            """
                .formatted(i % 7, i % 31, i));
  }

  private static String reservation(int i) {
    return event(
        "reserve-" + i,
        SOURCE + "/tickets/TKT",
        "tickets.reserved",
        "{\"lane\":\"%s\",\"from\":%d,\"to\":%d,\"applyNow\":false}"
            .formatted(lane(i), 3 * i + 1, 3 * i + 3));
  }

  private String delegation(OwnerKey key, int i) {
    String type = "dev.laneledger.decision.delegated.v1";
    String id = "delegate-" + i;
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("token", "RUN_LANE_" + i).put("through", "lane:default");
    data.put("person", "owner-default").put("reason", "to be measured");
    data.set(
        EventSignature.MEMBER,
        EventSignature.sign(
            running.origin(), SOURCE, type, id, data, key.privateKey(), key.spkiDer()));
    return event(id, SOURCE, "decision.delegated", data.toString());
  }

  private OwnerKey ownerKey() {
    try {
      return OwnerKey.read(dir.resolve("keys/owner.pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String event(String id, String source, String type, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"dev.laneledger.%s.v1\",\"data\":%s}"
        .formatted(id, source, type, data);
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private void send(String role, List<String> events) {
    HttpRequest request =
        HttpRequest.newBuilder(running.url().resolve("/v1/events"))
            .header("Authorization", "Bearer " + token(role))
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", events)))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new AssertionError(answer.body());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    running.close();
  }
}
