package dev.laneledger.app.publish;

import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.publish.Checkpoints.Signed;
import dev.laneledger.app.signing.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that hold the last signed checkpoint: one in the ledger's directory and, if one is
 * named, one elsewhere, which a copy of the directory that is put back does not bring along.
 */
final class KeptCheckpoint {
  private final List<Path> files;
  private final List<VerifierKey> logs;
  private final List<VerifierKey> witnesses;

  /**
   * @param elsewhere on another disk, or null
   * @param logs the log's key, and those that it had before
   * @param witnesses whose cosignatures are kept with it
   */
  KeptCheckpoint(
      Path own, @Nullable Path elsewhere, List<VerifierKey> logs, List<VerifierKey> witnesses) {
    this.files = elsewhere == null ? List.of(own) : List.of(elsewhere, own);
    this.logs = logs;
    this.witnesses = witnesses;
  }

  /**
   * What the files hold that are there.
   *
   * @throws IllegalArgumentException if one does not hold a checkpoint of this log
   */
  List<Signed> read() throws IOException {
    List<Signed> kept = new ArrayList<>();
    for (Path file : files) {
      if (Files.exists(file)) {
        kept.add(read(file));
      }
    }
    return kept;
  }

  private Signed read(Path file) throws IOException {
    return parse(Files.readAllBytes(file), file.toString());
  }

  /**
   * A checkpoint with its known cosignatures.
   *
   * @param where it was kept
   * @throws IllegalArgumentException if it is none of this log
   */
  Signed parse(byte[] kept, String where) {
    try {
      SignedNote note = SignedNote.parse(kept);
      Checkpoint checkpoint = Checkpoint.of(note.verify(logs));
      return new Signed(checkpoint, arranged(note).format());
    } catch (NoteException e) {
      throw new IllegalArgumentException(
          where + " must be a checkpoint of this ledger's key: " + e.getMessage(), e);
    }
  }

  /** The note with one good signature of each known key: the log's, then in the policy's order. */
  private SignedNote arranged(SignedNote note) {
    List<NoteSignature> good =
        Stream.concat(logs.stream(), witnesses.stream())
            .flatMap(key -> by(key, note).stream().limit(1))
            .toList();
    return new SignedNote(note.text(), good);
  }

  /** The checkpoint with a newer cosignature in place of an older one by the same key. */
  Signed with(Signed signed, NoteSignature cosignature) {
    SignedNote note = SignedNote.parse(signed.note());
    List<NoteSignature> signatures = new ArrayList<>(List.of(cosignature));
    signatures.addAll(note.signatures());
    SignedNote more = arranged(new SignedNote(note.text(), signatures));
    return new Signed(signed.checkpoint(), more.format());
  }

  /** Puts it in every file, the one elsewhere first; returns when all are durable. */
  void write(Signed signed) throws IOException {
    for (Path file : files) {
      SecretFiles.write(file, signed.note());
    }
  }

  /** The note's signatures that this key verifies. */
  static List<NoteSignature> by(VerifierKey key, SignedNote note) {
    return note.signatures().stream()
        .filter(signature -> verifies(key, new SignedNote(note.text(), List.of(signature))))
        .toList();
  }

  private static boolean verifies(VerifierKey key, SignedNote note) {
    try {
      note.verify(List.of(key));
      return true;
    } catch (NoteException e) {
      return false;
    }
  }
}
