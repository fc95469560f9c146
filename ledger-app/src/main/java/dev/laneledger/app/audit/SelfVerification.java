package dev.laneledger.app.audit;

import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.verify.EntryListener;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.storage.LedgerReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the bytes of a ledger that is being served, a minute after its start and then every so
 * often, with rests. It notices what befell the disk; of whoever runs the server it proves nothing,
 * which is for auditors to do elsewhere.
 */
public final class SelfVerification implements AutoCloseable {
  private static final long MINUTES_OF_A_DAY = 1_440;

  private final LedgerReader reader;
  private final Supplier<Optional<String>> checkpoint;
  private final VerifierKey key;
  private final InstantSource clock;
  private final ScheduledExecutorService verifier =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("verifier").factory());

  private volatile @Nullable Result last;
  private volatile @Nullable Instant succeeded;

  /**
   * @param checkpoint gives the newest signed one, as a note
   * @param key of the log
   */
  public SelfVerification(
      LedgerReader reader,
      Supplier<Optional<String>> checkpoint,
      VerifierKey key,
      InstantSource clock) {
    this.reader = reader;
    this.checkpoint = checkpoint;
    this.key = key;
    this.clock = clock;
  }

  /**
   * What one verification found.
   *
   * @param at when it ended
   * @param took how long it ran
   */
  public record Result(VerificationReport report, Instant at, Duration took) {
    /** Whether nothing was tampered with; there may be gaps. */
    public boolean isGood() {
      return report.verdict() != Verdict.TAMPERED;
    }
  }

  /**
   * Runs every {@code laneledger.verify.minutes} (a day; 0: never), the first time after {@code
   * laneledger.verify.first.seconds} (60).
   */
  public SelfVerification start() {
    long minutes = Long.getLong("laneledger.verify.minutes", MINUTES_OF_A_DAY);
    long first = Long.getLong("laneledger.verify.first.seconds", 60);
    if (minutes > 0) {
      var unused =
          verifier.scheduleWithFixedDelay(
              this::attempt, first, TimeUnit.MINUTES.toSeconds(minutes), TimeUnit.SECONDS);
    }
    return this;
  }

  private void attempt() {
    try {
      run();
    } catch (RuntimeException e) {
      System.getLogger(SelfVerification.class.getName())
          .log(System.Logger.Level.WARNING, "the ledger was not verified: " + e.getMessage());
    }
  }

  /** Verifies once, now. */
  public synchronized Result run() {
    Instant begin = clock.instant();
    byte @Nullable [] note =
        checkpoint.get().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
    LiveLedger live = new LiveLedger(reader, note);
    VerificationReport report =
        LedgerVerifier.verify(live, Pins.of(key), EntryListener.NONE, 1); // one: see its rests
    Instant end = clock.instant();
    Result result = new Result(report, end, Duration.between(begin, end));
    last = result;
    if (result.isGood()) {
      succeeded = end;
    } else {
      System.getLogger(SelfVerification.class.getName())
          .log(
              System.Logger.Level.ERROR,
              "the ledger does not verify: " + report.findings().getFirst());
    }
    return result;
  }

  /** The newest result, or empty before the first. */
  public Optional<Result> last() {
    return Optional.ofNullable(last);
  }

  /** How long ago a verification found nothing tampered with; empty before the first. */
  public Optional<Duration> age() {
    return Optional.ofNullable(succeeded).map(then -> Duration.between(then, clock.instant()));
  }

  @Override
  public void close() {
    verifier.shutdownNow();
  }
}
