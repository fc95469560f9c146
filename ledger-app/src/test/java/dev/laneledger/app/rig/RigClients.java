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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
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
  private final Habits habits;
  private final AtomicLong slowest = new AtomicLong();
  private final Queue<Held> held = new ConcurrentLinkedQueue<>();
  private final Set<String> checkpoints = ConcurrentHashMap.newKeySet();
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
  private final List<Thread> running = new ArrayList<>();
  private volatile boolean stopping;
  private volatile long highest = -1;

  /** An answer that was no receipt. */
  record Refused(int status, String retryAfter, String body) {}

  /**
   * How they send.
   *
   * @param prefix of the programs that they write, one each
   * @param batch how many events every second client sends at once; the others send single ones
   * @param pauseMillis the longest pause between two requests
   * @param patient whether they go on after 503
   * @param blockerEvery which of their events raise a blocker, so that the program holds more; the
   *     others pin another revision of one document
   */
  record Habits(String prefix, int batch, int pauseMillis, boolean patient, int blockerEvery) {}

  RigClients(int count) {
    this(count, "P-");
  }

  /**
   * @param prefix of the programs that they write, one each
   */
  RigClients(int count, String prefix) {
    this(count, new Habits(prefix, 1, 0, false, 1));
  }

  RigClients(int count, Habits habits) {
    this.habits = habits;
    this.clients =
        IntStream.range(0, count)
            .mapToObj(n -> new Client(habits.prefix() + n, n % 2 == 1 ? habits.batch() : 1))
            .toList();
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

  /** After so many answers at least one client has raised a blocker. */
  int enoughForABlocker() {
    return clients.size() * habits.blockerEvery();
  }

  /** The receipts, in the order in which they came. */
  List<Held> held() {
    return List.copyOf(held);
  }

  /** The seq in one of the newest receipts; -1 before the first. */
  long highest() {
    return highest;
  }

  /** The longest that a receipt was waited for, in nanoseconds. */
  long slowest() {
    return slowest.get();
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

  static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private final class Client {
    private final String program;
    private final int batch;
    private int next;
    private int sent;

    Client(String program, int batch) {
      this.program = program;
      this.batch = batch;
    }

    void load(HttpClient http, String url, String token, CountDownLatch enough) {
      try {
        while (!stopping && (send(http, url, token) || habits.patient())) {
          enough.countDown();
          if (sent % CHECKPOINT_EVERY == 1) {
            checkpoint(http, url);
          }
          if (habits.pauseMillis() > 0) {
            pause(ThreadLocalRandom.current().nextInt(habits.pauseMillis()));
          }
        }
      } catch (IOException gone) {
        // Whether the events are in is not known: they are sent again.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean send(HttpClient http, String url, String token)
        throws IOException, InterruptedException {
      long begun = System.nanoTime();
      int count = next == 0 ? 1 : batch;
      HttpResponse<String> answer =
          http.send(request(url, token, count), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 == 2) {
        slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
        JSON.readTree(answer.body()).path("receipts").forEach(this::hold);
        next += count;
        sent++;
        return true;
      }
      refused.add(
          new Refused(
              answer.statusCode(),
              answer.headers().firstValue("Retry-After").orElse(""),
              answer.body()));
      return false;
    }

    private void hold(JsonNode receipt) {
      Held one = Held.of(receipt);
      held.add(one);
      highest = one.seq();
    }

    private HttpRequest request(String url, String token, int count) {
      String events =
          IntStream.range(next, next + count)
              .mapToObj(this::event)
              .collect(Collectors.joining(",", "[", "]"));
      return HttpRequest.newBuilder(URI.create(url + "/v1/events"))
          .timeout(PATIENCE)
          .header("Authorization", "Bearer " + token)
          .header(
              "Content-Type",
              count == 1 ? "application/cloudevents+json" : "application/cloudevents-batch+json")
          .POST(HttpRequest.BodyPublishers.ofString(count == 1 ? event(next) : events))
          .build();
    }

    private String event(int number) {
      return "{\"specversion\":\"1.0\",\"id\":\"e-%d\",\"source\":\"/programs/%s\",%s}"
          .formatted(number, program, number == 0 ? LoadEvents.register(program) : work(number));
    }

    private String work(int number) {
      return number % habits.blockerEvery() == 0
          ? LoadEvents.blocker("B-" + number)
          : LoadEvents.revision(number);
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
