package dev.laneledger.app.publish;

import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.storage.Head;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.app.storage.Publisher;
import dev.laneledger.app.trace.Traces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs the durable head within a second of an append, apart from the path of the append; the
 * package says what must hold before. Safe for any number of threads.
 */
public final class Checkpoints implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;

  private final LedgerDirectory directory;
  private final Publisher publisher;
  private final LedgerReader reader;
  private final SignerKey key;
  private final KeptCheckpoint kept;
  private final SeenHistory history;
  private final Witnesses witnesses;
  private final ScheduledExecutorService signer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("checkpoint-signer").factory());

  private final NewestCheckpoint last = new NewestCheckpoint();

  /** The database does not hold what was signed. */
  private volatile boolean diverged;

  /** Whether what others signed and saw has been asked since this node became the publisher. */
  private boolean asked;

  private String failure = "";

  /**
   * A signed checkpoint.
   *
   * @param note as everybody is shown it, with the cosignatures that are there
   */
  public record Signed(Checkpoint checkpoint, String note) {}

  private Checkpoints(
      LedgerDirectory directory, SignerKey key, KeptCheckpoint kept, Witnesses witnesses) {
    this.directory = directory;
    this.publisher = directory.publisher();
    this.reader = directory.reader();
    this.key = key;
    this.kept = kept;
    this.history = new SeenHistory(reader);
    this.witnesses = witnesses;
  }

  /**
   * Compares the last signed checkpoint, and what the witnesses saw, with the database, signs the
   * present head, and goes on signing. If anything was signed that the database does not hold, the
   * ledger becomes read-only and nothing is signed any more. Of several nodes of one ledger only
   * the publisher asks and signs; the others show what it signed, and compare that.
   *
   * @param earlier the keys that signed before this one
   * @param elsewhere a file on another disk that keeps the last checkpoint as well, or null
   * @throws IOException if a checkpoint's file cannot be read or written
   */
  public static Checkpoints start(
      LedgerDirectory directory,
      SignerKey key,
      List<VerifierKey> earlier,
      @Nullable Path elsewhere,
      Witnesses witnesses)
      throws IOException {
    Path own = directory.path().resolve("checkpoint");
    List<VerifierKey> logs = Stream.concat(Stream.of(key.verifierKey()), earlier.stream()).toList();
    KeptCheckpoint kept = new KeptCheckpoint(own, elsewhere, logs, witnesses.keys());
    Checkpoints checkpoints = new Checkpoints(directory, key, kept, witnesses);
    Optional<String> objection = checkpoints.objectionToKept();
    if (objection.isPresent()) {
      directory.writer().refuse(objection.get());
    } else {
      checkpoints.takeTurn();
      checkpoints.goOn();
    }
    return checkpoints;
  }

  private void goOn() {
    if (directory.writer().readOnlyReason().isEmpty()) {
      witnesses.start(this);
      var unused =
          signer.scheduleWithFixedDelay(
              this::tryTurn, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * The newest signed checkpoint, as the text of a note.
   *
   * @throws EventRefusedException (READ_ONLY) if none was ever signed, or none can be trusted
   */
  public String current() {
    Signed signed = last.get();
    if (signed == null) {
      throw new EventRefusedException(
          ReasonCode.READ_ONLY,
          "",
          "a checkpoint must be signed before it is shown, but none is: "
              + directory.writer().readOnlyReason().orElse("ask again"));
    }
    return signed.note();
  }

  /** The newest signed checkpoint; empty if the database does not hold what it covers. */
  public Optional<Signed> newest() {
    return diverged ? Optional.empty() : Optional.ofNullable(last.get());
  }

  /** How long ago the newest checkpoint was signed or cosigned. */
  public Duration age() {
    return last.age();
  }

  /** The newest once it covers that many entries; empty if it does not within the time. */
  public Optional<Signed> awaitCovering(long size, Duration atMost) throws InterruptedException {
    return last.await(size, atMost).filter(signed -> !diverged);
  }

  /** Stops signing, after the present head is signed. */
  @Override
  public void close() {
    signer.close();
    witnesses.close();
    tryTurn();
  }

  /** Whether this node is the one that signs. */
  boolean leads() {
    return publisher.leads();
  }

  /** Signs nothing from now on, and lets nothing be appended: what it signs would be a fork. */
  void stop(String reason) {
    directory.writer().refuse(reason);
    signer.shutdown();
    publisher.resign();
  }

  /** Adds a verified cosignature, unless something newer was signed meanwhile. */
  synchronized void cosigned(Checkpoint checkpoint, NoteSignature cosignature) throws IOException {
    Signed signed = last.get();
    if (signed != null && signed.checkpoint().equals(checkpoint)) {
      keep(kept.with(signed, cosignature));
    }
  }

  /** What is wrong if the database does not hold what was signed before. */
  private Optional<String> objectionToKept() throws IOException {
    try {
      List<Signed> all = new ArrayList<>(kept.read());
      told().ifPresent(all::add);
      for (Signed signed : all) {
        Signed before = last.get();
        if (before == null || before.checkpoint().size() <= signed.checkpoint().size()) {
          last.set(signed);
        }
        Optional<String> objection = history.objectionToSigned(signed.checkpoint());
        if (objection.isPresent()) {
          diverged = true;
          return objection;
        }
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      diverged = true;
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What any node signed last. */
  private Optional<Signed> told() {
    return publisher
        .told(Publisher.CHECKPOINT)
        .map(note -> kept.parse(note.getBytes(StandardCharsets.UTF_8), "what the publisher kept"));
  }

  private Optional<String> objectionOfWitnesses() {
    try {
      return witnesses.objection(last.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the witnesses must be asked before signing, but that was interrupted");
    }
  }

  private void tryTurn() {
    try {
      takeTurn();
      failure = "";
    } catch (IOException | RuntimeException e) {
      if (!failure.equals(String.valueOf(e.getMessage()))) { // four times a second is often
        failure = String.valueOf(e.getMessage());
        System.getLogger(Checkpoints.class.getName())
            .log(System.Logger.Level.WARNING, "the head is not signed yet: " + failure);
      }
    }
  }

  /** Signs if this node is the publisher, and otherwise shows what the publisher signed. */
  private synchronized void takeTurn() throws IOException {
    if (directory.writer().readOnlyReason().isPresent()) {
      return; // its lease runs out, and another node signs
    }
    if (!publisher.lead()) {
      asked = false;
      follow();
    } else if (asked || mayBegin()) {
      signHead();
    }
  }

  /** A new publisher has seen nothing of what was signed since it last looked. */
  private boolean mayBegin() throws IOException {
    Optional<String> objection = objectionToKept().or(this::objectionOfWitnesses);
    objection.ifPresent(this::stop);
    asked = objection.isEmpty();
    return asked;
  }

  private void follow() throws IOException {
    Signed before = last.get();
    Optional<Signed> theirs =
        told().filter(signed -> before == null || !before.note().equals(signed.note()));
    if (theirs.isPresent() || (before != null && reader.size() < before.checkpoint().size())) {
      Optional<String> objection = objectionToKept();
      if (objection.isPresent()) {
        stop(objection.get());
      } else if (theirs.isPresent()) {
        kept.write(theirs.get());
        last.set(theirs.get());
      }
    }
  }

  private void signHead() throws IOException {
    Signed before = last.get();
    if (before != null && before.checkpoint().size() == reader.size()) {
      return;
    }
    Head head = reader.head();
    if (before != null) {
      Optional<String> broken = history.objectionToSigned(before.checkpoint());
      if (broken.isPresent()) {
        diverged = true;
        stop(broken.get());
        throw new IllegalStateException(broken.get());
      }
    }
    Checkpoint checkpoint = new Checkpoint(key.name(), head.size(), head.root());
    keep(new Signed(checkpoint, Traces.span("checkpoint", () -> checkpoint.sign(key).format())));
  }

  /** Nobody is shown what another node's lease makes void. */
  private void keep(Signed signed) throws IOException {
    if (publisher.keep(signed.checkpoint().size(), signed.note())) {
      kept.write(signed);
      last.set(signed);
    } else {
      asked = false;
    }
  }
}
