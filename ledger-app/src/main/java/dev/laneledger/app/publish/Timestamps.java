package dev.laneledger.app.publish;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.TimestampCheck.Outcome;
import dev.laneledger.app.publish.Checkpoints.Signed;
import dev.laneledger.app.signing.SecretFiles;
import dev.laneledger.app.signing.TimestampQuery;
import dev.laneledger.app.signing.TimestampTrust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has checkpoints timestamped (RFC 3161) by a thread of its own and keeps the tokens, durably, as
 * {@code timestamps/SIZE.tsr}: the DER of a TimeStampToken whose message imprint is the SHA-256 of
 * the checkpoint's text. A timestamp is due when there is something new and so much time has gone
 * by, or so many entries have come, since the last one.
 */
public final class Timestamps implements AutoCloseable {
  /** With so many new entries a timestamp is due early. */
  static final long MANY = 10_000;

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofHours(1);
  private static final int MAX_BYTES = 256 << 10;

  private final Path directory;
  private final Authority authority;
  private final Checkpoints checkpoints;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Thread thread;
  private Instant last = Instant.EPOCH;
  private volatile TimestampState state;

  /**
   * Whom to ask.
   *
   * @param url takes {@code application/timestamp-query}
   * @param trust what it answers must be good by this before it is kept; null: it must fit the
   *     question only
   * @param every so long at most does a new checkpoint wait for a timestamp
   */
  public record Authority(URI url, @Nullable TimestampTrust trust, Duration every) {}

  private Timestamps(Path directory, Authority authority, Checkpoints checkpoints, long size) {
    this.directory = directory;
    this.authority = authority;
    this.checkpoints = checkpoints;
    this.state = new TimestampState(authority.url(), size, null);
    this.thread = Thread.ofVirtual().name("timestamps").unstarted(this::run);
  }

  /**
   * Has the checkpoints of that ledger timestamped from now on.
   *
   * @param ledger the ledger's directory
   * @throws IOException if the tokens that are there cannot be listed
   */
  public static Timestamps start(Path ledger, Authority authority, Checkpoints checkpoints)
      throws IOException {
    Path directory = ledger.resolve(BesideLedger.TIMESTAMPS);
    SecretFiles.directory(directory);
    List<Long> sizes = new BesideLedger(ledger).timestamps();
    long size = sizes.isEmpty() ? 0 : sizes.getLast();
    Timestamps timestamps = new Timestamps(directory, authority, checkpoints, size);
    if (size > 0) {
      timestamps.last =
          Files.getLastModifiedTime(directory.resolve(size + BesideLedger.END)).toInstant();
    }
    timestamps.thread.start();
    return timestamps;
  }

  /** What is known of the authority. */
  public TimestampState state() {
    return state;
  }

  private void run() {
    try {
      while (checkpoints.newest().isPresent() && !Thread.currentThread().isInterrupted()) {
        Optional<Signed> next = due();
        if (next.isPresent()) {
          Duration pause = stamp(next.get()) ? authority.every().dividedBy(60) : RETRY;
          TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the ledger is closing
    }
  }

  /** Waits for something new, then for the time or for many more entries. */
  private Optional<Signed> due() throws InterruptedException {
    long size = state.size();
    if (checkpoints.awaitCovering(size + 1, LOOK).isEmpty()) {
      return Optional.empty();
    }
    Duration left = Duration.between(Instant.now(), last.plus(authority.every()));
    if (left.isPositive()) {
      var unused = checkpoints.awaitCovering(size + MANY, left);
    }
    return checkpoints.newest();
  }

  private boolean stamp(Signed signed) throws InterruptedException {
    long size = signed.checkpoint().size();
    try {
      Hash digest = Hash.sha256(signed.checkpoint().text().getBytes(StandardCharsets.UTF_8));
      byte[] token = ask(digest);
      requireGood(token, digest);
      SecretFiles.write(directory.resolve(size + BesideLedger.END), token);
      last = Instant.now();
      state = new TimestampState(authority.url(), size, null);
      return true;
    } catch (IOException | RuntimeException e) {
      String why =
          e.getMessage() == null
              ? "it cannot be reached: " + e.getClass().getSimpleName()
              : e.getMessage();
      state = new TimestampState(authority.url(), state.size(), why);
      return false;
    }
  }

  private void requireGood(byte[] token, Hash digest) throws IOException {
    TimestampTrust trust = authority.trust();
    Outcome outcome = trust == null ? null : trust.check(token, digest);
    if (outcome instanceof Outcome.Bad || outcome instanceof Outcome.Unknown) {
      throw new IOException("a timestamp must be good by --tsa-certs, but: " + outcome);
    }
  }

  private byte[] ask(Hash digest) throws IOException, InterruptedException {
    TimestampQuery query = TimestampQuery.of(digest);
    HttpRequest request =
        HttpRequest.newBuilder(authority.url())
            .timeout(ANSWER)
            .header("Content-Type", "application/timestamp-query")
            .POST(BodyPublishers.ofByteArray(query.der()))
            .build();
    HttpResponse<byte[]> answer =
        http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    if (answer.statusCode() != 200) {
      throw new IOException("the authority must answer 200, but answers " + answer.statusCode());
    }
    return query.token(answer.body());
  }

  @Override
  public void close() {
    thread.interrupt();
    http.shutdownNow();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
