package dev.laneledger.app.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One who reads pages, entries, proofs and projections, and one who follows the stream of all
 * entries over every restart: he comes back with the last id that he has, so a gap, a repeat or an
 * entry that the ledger no longer knows is a fault.
 */
final class RigReaders {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 50;
  private static final int PAGE = 100;

  private final Random random;
  private final LongSupplier highest;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong followed = new AtomicLong(-1);
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final List<Thread> running = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param highest a seq that is in the ledger; -1 if none is known
   */
  RigReaders(long seed, LongSupplier highest) {
    this.random = new Random(seed);
    this.highest = highest;
  }

  /** Both read until the server is gone; what ended before goes on. */
  void begin(String url, String token) {
    stopping = false;
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    running.add(Thread.startVirtualThread(() -> untilGone(() -> read(http, url, token))));
    running.add(Thread.startVirtualThread(() -> untilGone(() -> follow(http, url, token))));
  }

  /** Waits until both have seen that the server is gone. */
  void join() throws InterruptedException {
    stopping = true;
    for (Thread thread : running) {
      thread.join();
    }
    running.clear();
  }

  /** How many requests were answered with 200. */
  long reads() {
    return reads.get();
  }

  /** The last entry of the stream that came whole; all before it came too, in order. */
  long followed() {
    return followed.get();
  }

  /** Every answer that was neither what was asked for nor a refusal that is allowed. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private interface Reading {
    void run() throws IOException, InterruptedException;
  }

  private static void untilGone(Reading reading) {
    try {
      reading.run();
    } catch (IOException gone) {
      // The next server is asked for what is missing.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(HttpClient http, String url, String token)
      throws IOException, InterruptedException {
    while (!stopping) {
      RigClients.pause(PAUSE_MILLIS);
      long known = highest.getAsLong();
      if (known >= 0) {
        String path = path(random.nextLong(known + 1));
        HttpResponse<Void> answer =
            http.send(request(url + path, token), HttpResponse.BodyHandlers.discarding());
        count(path, answer.statusCode());
      }
    }
  }

  private String path(long seq) {
    return switch (random.nextInt(4)) {
      case 0 -> "/v1/events/" + seq;
      case 1 -> "/v1/events?limit=" + PAGE + "&from=" + seq;
      case 2 -> "/v1/events/" + seq + "/proof";
      default -> "/v1/programs/P-0/tickets";
    };
  }

  /** A proof needs a checkpoint over the entry, and a program a registration: 404 until then. */
  private void count(String path, int status) {
    boolean early = path.endsWith("/proof") || path.endsWith("/tickets");
    if (status == 200) {
      reads.incrementAndGet();
    } else if (status != 503 && !(early && status == 404)) {
      faults.add(status + " for " + path);
    }
  }

  private void follow(HttpClient http, String url, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/v1/events/stream"))
            .header("Authorization", "Bearer " + token);
    if (followed.get() >= 0) {
      request.header("Last-Event-ID", Long.toString(followed.get()));
    }
    HttpResponse<InputStream> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      faults.add(answer.statusCode() + " for the stream behind " + followed.get());
      return;
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      long next = -1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          next = Long.parseLong(line.substring("id: ".length()));
        } else if (line.isEmpty() && next >= 0) {
          take(next);
          next = -1;
        }
      }
    }
  }

  /** The empty line behind an event says that it came whole. */
  private void take(long seq) {
    if (!followed.compareAndSet(seq - 1, seq)) {
      faults.add("the stream went from " + followed.get() + " to " + seq);
      followed.set(seq);
    }
  }

  private static HttpRequest request(String url, String token) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .build();
  }
}
