package dev.laneledger.app.cli;

import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a ledger is held against by whoever cares for its directory. */
final class PinOptions {
  @Option(
      names = "--key",
      paramLabel = "VKEY",
      converter = AuditOptions.KeyConverter.class,
      description = "the log's verifier key, from somewhere else than the ledger")
  private @Nullable VerifierKey key;

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description = "a checkpoint of this ledger that you kept: an older copy does not reach it")
  private @Nullable Path seen;

  Pins pins() {
    return Pins.of(key).withSeen(seen == null ? null : checkpoint(seen, key));
  }

  /**
   * The checkpoint that was kept; signed by the key, if one is given.
   *
   * @throws MaterialUnusableException if it is none
   */
  static Checkpoint checkpoint(Path seen, @Nullable VerifierKey key) {
    try {
      SignedNote note = SignedNote.parse(Files.readAllBytes(seen));
      return key == null ? Checkpoint.parse(note.text()) : Checkpoint.of(note.verify(List.of(key)));
    } catch (NoteException e) {
      throw new MaterialUnusableException(
          "--seen must be a checkpoint%s, but %s is not: %s"
              .formatted(key == null ? "" : " signed by the key", seen, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot read " + seen + ": " + e, e);
    }
  }
}
