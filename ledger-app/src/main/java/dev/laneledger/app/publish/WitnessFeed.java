package dev.laneledger.app.publish;

import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.Cosignature;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.app.publish.Checkpoints.Signed;
import dev.laneledger.app.publish.WitnessLink.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One witness: asked before the first signature, sent the newest checkpoints afterwards. */
final class WitnessFeed implements AutoCloseable {
  /** At least so long after one submission comes the next. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final TlogPolicy.Witness witness;
  private final WitnessLink link;
  private final SeenHistory history;
  private volatile WitnessState state;

  WitnessFeed(TlogPolicy.Witness witness, String url, WitnessLink link, SeenHistory history) {
    this.witness = witness;
    this.link = link;
    this.history = history;
    this.state = WitnessState.before(witness.name(), witness.key(), url);
  }

  WitnessState state() {
    return state;
  }

  /**
   * What is wrong with signing on, after all that the witness saw; empty if nothing is.
   *
   * @param kept the last signed checkpoint, sent if the witness does not show what it saw; or null
   * @throws IOException if the witness does not say
   */
  Optional<String> ask(@Nullable Signed kept) throws IOException, InterruptedException {
    try {
      Optional<Checkpoint> seen = link.latest();
      if (seen.isPresent()) {
        return history.objectionToSeen(witness.name(), seen.get());
      }
      return kept == null ? Optional.empty() : judge(link.submit(kept));
    } catch (IOException e) {
      state = state.failed(words(e));
      throw e;
    }
  }

  /** Sends checkpoints until the thread is interrupted. */
  void run(Checkpoints checkpoints, Cosignatures cosignatures) {
    long done = 0;
    Duration pause = PAUSE;
    try {
      while (checkpoints.newest().isPresent() && !Thread.currentThread().isInterrupted()) {
        Optional<Signed> newest = checkpoints.awaitCovering(done + 1, LONGEST_PAUSE);
        if (newest.isPresent() && !checkpoints.leads()) {
          TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos()); // the publisher sends it
        } else if (newest.isPresent()) {
          Signed next = cosignatures.target(done, newest.get());
          boolean cosigned = send(next, checkpoints, cosignatures);
          done = cosigned ? next.checkpoint().size() : done;
          pause = cosigned ? PAUSE : longer(pause);
          TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the ledger is closing
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /** Whether the witness cosigned; if it saw another history, the ledger stops. */
  private boolean send(Signed signed, Checkpoints checkpoints, Cosignatures cosignatures)
      throws InterruptedException {
    try {
      Outcome outcome = link.submit(signed);
      if (outcome instanceof Outcome.Cosigned(NoteSignature cosignature)) {
        cosignatures.add(signed.checkpoint(), witness.key(), cosignature);
        checkpoints.cosigned(signed.checkpoint(), cosignature);
        Instant time = Instant.ofEpochSecond(Cosignature.time(cosignature));
        state = state.cosigned(signed.checkpoint().size(), time);
        return true;
      }
      Optional<String> objection = judge(outcome);
      objection.ifPresent(checkpoints::stop);
      state = state.failed(objection.orElse("it saw more than was sent; it is sent more"));
    } catch (IOException | RuntimeException e) {
      state = state.failed(words(e));
    }
    return false;
  }

  /** Only what this ledger's key signed, or a size that it never had, stops it. */
  private Optional<String> judge(Outcome outcome) throws IOException, InterruptedException {
    if (outcome instanceof Outcome.Cosigned) {
      return Optional.empty();
    }
    Optional<Checkpoint> seen = link.latest();
    if (seen.isPresent()) {
      return history.objectionToSeen(witness.name(), seen.get());
    }
    if (outcome instanceof Outcome.Ahead(long size)) {
      return history.objectionToSize(witness.name(), size);
    }
    throw new IOException("it refuses the proof of growth, and does not show what it saw");
  }

  private static String words(Exception e) {
    String message = e.getMessage();
    return message == null ? "it cannot be reached: " + e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    link.close();
  }
}
