package dev.laneledger.app.publish;

import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.app.signing.SecretFiles;
import dev.laneledger.app.storage.Head;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Signs the durable head within a second of an append, apart from the path of the append. */
public final class Checkpoints implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;

  private final Path file;
  private final LedgerDirectory directory;
  private final LedgerReader reader;
  private final SignerKey key;
  private final ScheduledExecutorService signer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("checkpoint-signer").factory());

  private final NewestCheckpoint last = new NewestCheckpoint();

  /** The database does not hold what was signed. */
  private volatile boolean diverged;

  /**
   * A signed checkpoint.
   *
   * @param note as everybody is shown it
   */
  public record Signed(Checkpoint checkpoint, String note) {}

  private Checkpoints(LedgerDirectory directory, SignerKey key) {
    this.file = directory.path().resolve("checkpoint");
    this.directory = directory;
    this.reader = directory.reader();
    this.key = key;
  }

  /**
   * Checks the last signed checkpoint against the database, signs the present head, and goes on
   * signing. If the database does not hold what was signed, the ledger becomes read-only and
   * nothing is signed any more.
   *
   * @throws IOException if the checkpoint's file cannot be read or written
   */
  public static Checkpoints start(LedgerDirectory directory, SignerKey key) throws IOException {
    Checkpoints checkpoints = new Checkpoints(directory, key);
    Optional<String> broken = checkpoints.load();
    if (broken.isPresent()) {
      checkpoints.diverged = true;
      directory.writer().refuse(broken.get());
    } else {
      checkpoints.signHead();
      var unused =
          checkpoints.signer.scheduleWithFixedDelay(
              checkpoints::trySignHead, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
    return checkpoints;
  }

  /** The newest signed checkpoint, as the text of a note. */
  public String current() {
    Signed signed = last.get();
    if (signed == null) {
      throw new IllegalStateException("no checkpoint can be trusted: see why it is read-only");
    }
    return signed.note();
  }

  /** The newest signed checkpoint; empty if the database does not hold what it covers. */
  public Optional<Signed> newest() {
    return diverged ? Optional.empty() : Optional.ofNullable(last.get());
  }

  /** The newest once it covers that many entries; empty if it does not within the time. */
  public Optional<Signed> awaitCovering(long size, Duration atMost) throws InterruptedException {
    return last.await(size, atMost).filter(signed -> !diverged);
  }

  /** Stops signing, after the present head is signed. */
  @Override
  public void close() {
    signer.close();
    if (directory.writer().readOnlyReason().isEmpty()) {
      trySignHead();
    }
  }

  /** Reads the last signed checkpoint; says what is wrong if it cannot be built upon. */
  private Optional<String> load() throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    String note = Files.readString(file);
    try {
      Checkpoint signed = Checkpoint.of(SignedNote.parse(note).verify(List.of(key.verifierKey())));
      last.set(new Signed(signed, note));
      return inconsistency(signed, reader.head());
    } catch (NoteException e) {
      return Optional.of(file + " must be a checkpoint of this ledger's key: " + e.getMessage());
    }
  }

  private Optional<String> inconsistency(Checkpoint signed, Head head) {
    if (head.size() < signed.size()) {
      return Optional.of(
          "a checkpoint over %d entries was signed, but ledger.db holds %d: entries were lost; restore them"
              .formatted(signed.size(), head.size()));
    }
    return signed.size() == 0 || isConsistent(signed, head)
        ? Optional.empty()
        : Optional.of(
            "the first %d entries of ledger.db must have the signed root %s, but have %s: they were altered; restore them"
                .formatted(
                    signed.size(), signed.root(), MerkleTree.root(signed.size(), reader.hashes())));
  }

  private boolean isConsistent(Checkpoint signed, Head head) {
    return MerkleTree.proveConsistency(signed.size(), head.size(), reader.hashes())
        .verify(signed.root(), head.root());
  }

  private void trySignHead() {
    try {
      signHead();
    } catch (IOException | RuntimeException e) {
      System.getLogger(Checkpoints.class.getName())
          .log(System.Logger.Level.WARNING, "the head is not signed yet: " + e.getMessage());
    }
  }

  private synchronized void signHead() throws IOException {
    Signed before = last.get();
    if (before != null && before.checkpoint().size() == reader.size()) {
      return;
    }
    Head head = reader.head();
    if (before != null) {
      Optional<String> broken = inconsistency(before.checkpoint(), head);
      if (broken.isPresent()) {
        diverged = true;
        directory.writer().refuse(broken.get());
        signer.shutdown();
        throw new IllegalStateException(broken.get());
      }
    }
    Checkpoint checkpoint = new Checkpoint(key.name(), head.size(), head.root());
    String note = checkpoint.sign(key).format();
    SecretFiles.write(file, note);
    last.set(new Signed(checkpoint, note));
  }
}
