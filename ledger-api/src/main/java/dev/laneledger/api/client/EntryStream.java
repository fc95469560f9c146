package dev.laneledger.api.client;

import dev.laneledger.api.event.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a ledger as they come, one {@link #next()} at a time, over as many connections as
 * it takes: whenever the server ends one, loses it, is busy (429, 503) or says nothing for 45
 * seconds, the next begins behind the last entry that came whole. Nothing comes twice or is left
 * out.
 *
 * <p>Each entry is checked as it comes: its bytes have the leaf hash that the server states, its
 * chain hash follows from the entry before, also across connections, and if the whole ledger was
 * asked for there is no gap. That shows a history that is one with what this reader has seen; that
 * everybody sees the same only a checkpoint and its witnesses show.
 *
 * <p>For one thread, but {@link #close()} may come from any.
 */
public final class EntryStream implements AutoCloseable {
  /** Three of the comments that a server sends to show that it is there. */
  static final Duration IDLE = Duration.ofSeconds(45);

  /** How long nobody may answer before {@link #next()} says so. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration LONGEST_ASKED = Duration.ofSeconds(60);
  private static final int OK = 200;
  private static final int MAX_PROBLEM_BYTES = 64 << 10;

  private final Http http;
  private final EntryQuery query;
  private final Duration idle;
  private final Succession succession;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable ServerSentEvents open;
  private @Nullable RuntimeException broken;
  private Duration pause = Http.FIRST_PAUSE;

  EntryStream(Http http, EntryQuery query, Duration idle) {
    this.http = http;
    this.query = query;
    this.idle = idle;
    this.succession = new Succession(query);
  }

  /**
   * The next entry, waited for as long as it takes; its event is decoded already.
   *
   * @throws LedgerRefusedException if the ledger refuses the stream: for good
   * @throws UnprovenException if an entry does not follow from the one before: for good
   * @throws LedgerUnavailableException if what answers is no ledger: for good; or if nobody has
   *     answered for two minutes: calling again tries again
   * @throws IllegalStateException if it is closed, also while it waits
   */
  public Entry next() {
    if (broken != null) {
      throw broken;
    }
    while (true) {
      ServerSentEvents still = open;
      ServerSentEvents events = still == null ? connected() : still;
      try {
        ServerSentEvents.Event event = events.next();
        if (event != null) {
          Entry entry = succession.next(event);
          pause = Http.FIRST_PAUSE;
          return entry;
        }
      } catch (IOException e) {
        requireUninterrupted(e);
      } catch (UnprovenException | LedgerUnavailableException e) {
        throw broken(e);
      }
      disconnect();
      rest(pause);
    }
  }

  /** Ends the connection. */
  @Override
  public void close() {
    closed.countDown();
    disconnect();
  }

  /** Begins behind the last entry, when the server lets it. */
  private ServerSentEvents connected() {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      requireOpen();
      try {
        HttpResponse<InputStream> answer =
            http.follow("/v1/events/stream" + query.parameters(), succession.lastId());
        if (answer.statusCode() == OK) {
          return begun(answer);
        }
        Duration wait = Http.retryAfter(answer).orElse(pause);
        requirePassing(answer, System.nanoTime() > giveUp);
        rest(Http.shorter(wait, LONGEST_ASKED));
      } catch (IOException e) {
        requireUninterrupted(e);
        if (System.nanoTime() > giveUp) {
          throw new LedgerUnavailableException(e.getMessage() + "; is the server running?", e);
        }
        rest(pause);
      }
    }
  }

  private ServerSentEvents begun(HttpResponse<InputStream> answer) {
    ServerSentEvents events = new ServerSentEvents(new WatchedInput(answer.body(), idle));
    open = events;
    String type = answer.headers().firstValue("Content-Type").orElse("none");
    if (!type.startsWith("text/event-stream")) {
      disconnect();
      throw broken(
          new LedgerUnavailableException(
              "a stream must be text/event-stream, but is: " + type + "; check the URL", null));
    }
    if (closed.getCount() == 0) {
      disconnect();
    }
    return events;
  }

  /** Whether the ledger is only busy. */
  private void requirePassing(HttpResponse<InputStream> answer, boolean tired) throws IOException {
    byte[] problem;
    try (InputStream body = new WatchedInput(answer.body(), idle)) {
      problem = body.readNBytes(MAX_PROBLEM_BYTES);
    }
    LedgerRefusedException refused = Answers.refused(answer.statusCode(), problem);
    if (!Http.passes(answer.statusCode())) {
      throw broken(refused);
    }
    if (tired) {
      throw refused;
    }
  }

  private RuntimeException broken(RuntimeException why) {
    broken = why;
    disconnect();
    return why;
  }

  private void disconnect() {
    ServerSentEvents events = open;
    open = null;
    if (events != null) {
      events.close();
    }
  }

  private void rest(Duration wait) {
    try {
      if (closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        requireOpen();
      }
    } catch (InterruptedException e) {
      throw Http.interrupted(e);
    }
    pause = Http.longer(pause);
  }

  private void requireOpen() {
    if (closed.getCount() == 0) {
      throw new IllegalStateException("the stream is closed");
    }
  }

  private static void requireUninterrupted(IOException e) {
    if (Thread.currentThread().isInterrupted()) {
      throw Http.interrupted(new InterruptedException(e.getMessage()));
    }
  }
}
