package dev.laneledger.app.witness;

import dev.laneledger.api.merkle.ConsistencyProof;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.AddCheckpoint;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.CosignerKey;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.VerifiedNote;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.signing.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One log and the last of its checkpoints that was cosigned. */
final class WitnessedLog {
  private final List<VerifierKey> keys;
  private final CosignerKey witness;
  private final Path file;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** The last one as a note; null before the first. Written under the lock. */
  private volatile @Nullable SignedNote latest;

  /** Whether the disk failed, so that it is not known what stands there. Under the lock. */
  private boolean broken;

  /**
   * @param keys the log's
   * @throws IOException if the file is there but is not what this witness wrote
   */
  WitnessedLog(List<VerifierKey> keys, CosignerKey witness, Path file, InstantSource clock)
      throws IOException {
    this.keys = keys;
    this.witness = witness;
    this.file = file;
    this.clock = clock;
    this.latest = Files.exists(file) ? read() : null;
  }

  private SignedNote read() throws IOException {
    try {
      SignedNote note = SignedNote.parse(Files.readAllBytes(file));
      note.verify(List.of(witness.verifierKey()));
      head(note.text());
      return note;
    } catch (NoteException e) {
      throw new IOException(
          file
              + " must be a checkpoint that this witness cosigned, but: "
              + e.getMessage()
              + "; a witness that lost its record must be given up, with its key",
          e);
    }
  }

  /** The last checkpoint that was cosigned, with the cosignature. */
  Optional<String> latest() {
    return Optional.ofNullable(latest).map(SignedNote::format);
  }

  /** Judges a submission, and keeps its checkpoint before saying yes. */
  Answer add(AddCheckpoint request) {
    SignedNote note = request.checkpoint();
    VerifiedNote verified;
    try {
      verified = note.verify(keys);
    } catch (NoteException e) {
      return Answer.refused(Answer.FORBIDDEN, String.valueOf(e.getMessage()));
    }
    Checkpoint submitted = head(note.text());
    if (request.old() > submitted.size()) {
      return Answer.refused(
          Answer.BAD_REQUEST,
          "the old size must be at most the checkpoint's, %d, but is: %d"
              .formatted(submitted.size(), request.old()));
    }
    SignedNote kept = new SignedNote(note.text(), onePerKey(verified));
    lock.lock();
    try {
      return compareAndKeep(request, submitted, kept);
    } finally {
      lock.unlock();
    }
  }

  private static List<NoteSignature> onePerKey(VerifiedNote note) {
    Map<VerifierKey, NoteSignature> byKey = new LinkedHashMap<>();
    note.verified().forEach(by -> byKey.putIfAbsent(by.key(), by.signature()));
    return List.copyOf(byKey.values());
  }

  private Answer compareAndKeep(AddCheckpoint request, Checkpoint submitted, SignedNote note) {
    SignedNote before = latest;
    Checkpoint last = before == null ? null : head(before.text());
    long lastSize = last == null ? 0 : last.size();
    if (request.old() != lastSize) {
      return Answer.conflict(lastSize);
    }
    if (!isConsistent(request, last, submitted)) {
      return Answer.refused(
          Answer.UNPROCESSABLE,
          "the proof must lead from %d entries with root %s to %d entries with root %s, but does not"
              .formatted(
                  lastSize,
                  last == null ? MerkleTree.EMPTY_ROOT.base64() : last.root().base64(),
                  submitted.size(),
                  submitted.root().base64()));
    }
    return keep(note);
  }

  /** From nothing, everything follows without a proof. */
  private static boolean isConsistent(
      AddCheckpoint request, @Nullable Checkpoint last, Checkpoint submitted) {
    if (submitted.size() == 0 && !submitted.root().equals(MerkleTree.EMPTY_ROOT)) {
      return false;
    }
    if (last == null || last.size() == 0) {
      return request.proof().isEmpty();
    }
    return new ConsistencyProof(last.size(), submitted.size(), request.proof())
        .verify(last.root(), submitted.root());
  }

  private Answer keep(SignedNote note) {
    if (broken) {
      return unavailable("its disk failed: restart it");
    }
    NoteSignature cosignature = witness.sign(note.text(), clock.instant().getEpochSecond());
    SignedNote cosigned = note.with(List.of(cosignature));
    try {
      SecretFiles.write(file, cosigned.format());
    } catch (IOException e) {
      broken = true; // what stands on the disk is read at the next start
      return unavailable("cannot write " + file.getFileName() + ": " + e);
    }
    latest = cosigned;
    return Answer.ok(cosignature.format());
  }

  private static Answer unavailable(String why) {
    return Answer.refused(Answer.UNAVAILABLE, "the witness cannot keep a checkpoint: " + why);
  }

  /**
   * The head that a checkpoint's text states; the extension lines of other logs are signed with it.
   *
   * @throws NoteException (MALFORMED) if it is no checkpoint
   */
  static Checkpoint head(String text) {
    int end = -1;
    for (int line = 0; line < 3; line++) {
      end = text.indexOf('\n', end + 1);
      if (end < 0) {
        return Checkpoint.parse(text);
      }
    }
    if (text.substring(end).contains("\n\n")) {
      return Checkpoint.parse(text); // says what is wrong: an extension line is not empty
    }
    return Checkpoint.parse(text.substring(0, end + 1));
  }
}
