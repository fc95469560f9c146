package dev.laneledger.app.rig;

import dev.laneledger.app.cli.LoadEvents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients of a server that may die at any moment. They remember every receipt and every checkpoint
 * that they were shown, and send again what was not answered, under the same id.
 */
final class RigClients {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CHECKPOINT_EVERY = 8;
  private static final JsonMapper JSON = new JsonMapper();

  private final List<Client> clients;
  private final Queue<Held> held = new ConcurrentLinkedQueue<>();
  private final Set<String> checkpoints = ConcurrentHashMap.newKeySet();
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
  private final List<Thread> running = new ArrayList<>();
  private volatile boolean stopping;

  /** An answer that was no receipt. */
  record Refused(int status, String retryAfter, String body) {}

  RigClients(int count) {
    this(count, "P-");
  }

  /**
   * @param prefix of the programs that they write, one each
   */
  RigClients(int count, String prefix) {
    this.clients = IntStream.range(0, count).mapToObj(n -> new Client(prefix + n)).toList();
  }

  /**
   * Every client appends until it is not answered or is refused.
   *
   * @return opens after so many receipts, or when no client goes on
   */
  CountDownLatch begin(String url, String token, int receipts) {
    CountDownLatch enough = new CountDownLatch(receipts);
    CountDownLatch active = new CountDownLatch(clients.size());
    stopping = false;
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    for (Client client : clients) {
      running.add(
          Thread.startVirtualThread(() -> {
            client.load(http, url, token, enough);
            active.countDown();
            if (active.getCount() == 0) {
              IntStream.range(0, receipts).forEach(i -> enough.countDown());
            }
          }));
    }
    return enough;
  }

  /** Waits until the clients have seen that the server is gone. */
  void join() throws InterruptedException {
    for (Thread thread : running) {
      thread.join();
    }
    running.clear();
  }

  /** Waits until every client has the answer to what it sent last. */
  void stop() throws InterruptedException {
    stopping = true;
    join();
  }

  /** The receipts, in the order in which they came. */
  List<Held> held() {
    return List.copyOf(held);
  }

  /** The notes that were shown. */
  Set<String> checkpoints() {
    return Set.copyOf(checkpoints);
  }

  /** What the clients were refused since the last call. */
  List<Refused> takeRefused() {
    List<Refused> taken = new ArrayList<>();
    for (Refused one = refused.poll(); one != null; one = refused.poll()) {
      taken.add(one);
    }
    return taken;
  }

  private final class Client {
    private final String program;
    private int next;

    Client(String program) {
      this.program = program;
    }

    void load(HttpClient http, String url, String token, CountDownLatch enough) {
      try {
        while (!stopping && send(http, url, token)) {
          next++;
          enough.countDown();
          if (next % CHECKPOINT_EVERY == 1) {
            checkpoint(http, url);
          }
        }
      } catch (IOException gone) {
        // Whether the event is in is not known: it is sent again.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean send(HttpClient http, String url, String token)
        throws IOException, InterruptedException {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url + "/v1/events"))
                  .timeout(PATIENCE)
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/cloudevents+json")
                  .POST(HttpRequest.BodyPublishers.ofString(event()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 == 2) {
        held.add(Held.of(JSON.readTree(answer.body()).path("receipts").get(0)));
        return true;
      }
      refused.add(
          new Refused(
              answer.statusCode(),
              answer.headers().firstValue("Retry-After").orElse(""),
              answer.body()));
      return false;
    }

    private String event() {
      return "{\"specversion\":\"1.0\",\"id\":\"e-%d\",\"source\":\"/programs/%s\",%s}"
          .formatted(
              next,
              program,
              next == 0 ? LoadEvents.register(program) : LoadEvents.blocker("B-" + next));
    }

    private void checkpoint(HttpClient http, String url) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/checkpoint")).timeout(PATIENCE).build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        checkpoints.add(answer.body());
      }
    }
  }
}
