package dev.laneledger.app.publish;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TileHashReader;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.app.storage.LedgerSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes what the newest checkpoint covers as plain files, so that any static host can show the
 * tree. Only what is new is written, the checkpoint last; so whoever fetches at any moment, also
 * after a crash, finds a checkpoint with all of its tiles.
 */
public final class Publication {
  private static final String CHECKPOINT = "checkpoint";
  private static final int PAGE = 512;

  private final LedgerReader reader;
  private final BesideLedger beside;
  private final StaticFiles files;

  private Publication(LedgerReader reader, BesideLedger beside, StaticFiles files) {
    this.reader = reader;
    this.beside = beside;
    this.files = files;
  }

  /**
   * What everybody is shown besides checkpoint, timestamps and hash tiles.
   *
   * @param entries the entry bundles
   * @param blobs every blob that the ledger keeps
   */
  public record Shown(boolean entries, boolean blobs) {}

  /**
   * What was published.
   *
   * @param before number of entries that were published before, 0 if none
   * @param files how many files were written
   */
  public record Result(Checkpoint checkpoint, long before, int files, long bytes) {}

  /**
   * Publishes a ledger's directory, also while a server writes there.
   *
   * @param out the directory to publish to; made if it does not exist
   * @throws PublicationRefusedException if the ledger does not hold what was signed, or what is
   *     published there is no prefix of it
   * @throws IOException if either cannot be read or written
   */
  public static Result write(Path dir, Path out, Shown shown) throws IOException {
    byte[] note = note(dir.resolve(CHECKPOINT)); // first: then the copy reaches as far
    try (LedgerSnapshot snapshot = LedgerDirectory.read(dir);
        StaticFiles files = new StaticFiles(out)) {
      return new Publication(snapshot.reader(), new BesideLedger(dir), files).write(note, shown);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static byte[] note(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "a ledger must have a signed checkpoint to be published, but there is no %s: serve it once"
              .formatted(file),
          e);
    }
  }

  private Result write(byte[] note, Shown shown) throws IOException {
    Checkpoint checkpoint = parse(note, "the ledger's checkpoint");
    requireHeld(checkpoint);
    Optional<byte[]> published = files.read(CHECKPOINT);
    long before = 0;
    if (published.isPresent()) {
      Checkpoint previous = parse(published.get(), "the published checkpoint");
      requirePrefix(previous, checkpoint);
      before = previous.size();
    }
    writeTiles(before, checkpoint.size(), shown.entries());
    if (shown.blobs()) {
      writeBlobs();
    }
    eraseRedacted();
    requireReadable(checkpoint);
    writeTimestamps(checkpoint.size());
    if (!Arrays.equals(note, published.orElse(null))) {
      files.sync();
      files.put(CHECKPOINT, note);
    }
    files.sync();
    return new Result(checkpoint, before, files.files(), files.bytes());
  }

  private void requireHeld(Checkpoint checkpoint) {
    long size = reader.size();
    if (size < checkpoint.size()) {
      throw new PublicationRefusedException(
          "a checkpoint over %d entries with root %s was signed, but the ledger holds %d entries with root %s: restore them"
              .formatted(checkpoint.size(), checkpoint.root(), size, reader.root(size)));
    }
    if (!reader.root(checkpoint.size()).equals(checkpoint.root())) {
      throw new PublicationRefusedException(
          "the first %d entries must have the signed root\n  expected %s\n  actual   %s\nthe ledger was altered: verify it"
              .formatted(checkpoint.size(), checkpoint.root(), reader.root(checkpoint.size())));
    }
  }

  private void requirePrefix(Checkpoint previous, Checkpoint next) {
    if (!previous.origin().equals(next.origin())) {
      throw new PublicationRefusedException(
          "one directory must hold one ledger, but it holds %s and this one is %s: choose another --out"
              .formatted(previous.origin(), next.origin()));
    }
    if (previous.size() > next.size()) {
      throw new PublicationRefusedException(
          "a published tree must not shrink, but %d entries with root %s are published and this ledger's checkpoint covers %d with root %s: this is an older copy, or another history"
              .formatted(previous.size(), previous.root(), next.size(), next.root()));
    }
    if (!reader.root(previous.size()).equals(previous.root())) {
      throw new PublicationRefusedException(
          "the published tree must be a prefix of this ledger, but at size %d the roots differ\n  published %s\n  ledger    %s\nkeep both: one of them is a fork"
              .formatted(previous.size(), previous.root(), reader.root(previous.size())));
    }
  }

  /**
   * A tile that a published checkpoint covers stands for ever. One beyond it may be left from a
   * publication that was broken off, and nobody was told to fetch it.
   */
  private void writeTiles(long before, long size, boolean entries) throws IOException {
    for (TilePath path : TilePath.between(0, size)) {
      boolean published = path.isWithin(before) && files.has(path.path());
      if (!published && (entries || !path.isEntries())) {
        writeTile(path);
      }
    }
  }

  private void writeTile(TilePath path) throws IOException {
    byte[] tile = Tiles.of(path, reader);
    if (!Arrays.equals(tile, files.read(path.path()).orElse(null))) {
      files.put(path.path(), tile);
    }
  }

  private void writeBlobs() throws IOException {
    for (Hash digest : reader.blobs()) {
      String name = "blobs/" + digest.hex();
      if (!files.has(name)) {
        byte[] bytes = reader.blob(digest).orElseThrow();
        if (!Hash.sha256(bytes).equals(digest)) {
          throw new PublicationRefusedException(
              "a blob must have the digest that names it\n  expected %s\n  actual   %s\nthe ledger was altered: verify it"
                  .formatted(digest, Hash.sha256(bytes)));
        }
        files.put(name, bytes);
      }
    }
  }

  /** Also where blobs were published once and are not any more. */
  private void eraseRedacted() throws IOException {
    long next = 0;
    for (List<Entry> page = reader.stream(StreamId.LEDGER, next, PAGE);
        !page.isEmpty();
        page = reader.stream(StreamId.LEDGER, next, PAGE)) {
      for (Entry entry : page) {
        if (entry.event().payload() instanceof LedgerData.BlobRedacted redacted) {
          files.erase("blobs/" + redacted.sha256().hex());
        }
      }
      next += page.size();
    }
  }

  private void writeTimestamps(long size) throws IOException {
    for (long stamped : beside.timestamps()) {
      String name = BesideLedger.TIMESTAMPS + "/" + stamped + BesideLedger.END;
      if (stamped <= size && !files.has(name)) {
        files.put(name, beside.timestamp(stamped).orElseThrow());
      }
    }
  }

  /** The root once more, as a client computes it: from the files at the tree's right edge. */
  private void requireReadable(Checkpoint checkpoint) {
    TileHashReader tiles = new TileHashReader(checkpoint.size(), path -> require(path.path()));
    String actual;
    try {
      actual = MerkleTree.root(checkpoint.size(), tiles).toString();
    } catch (NoteException e) {
      actual = String.valueOf(e.getMessage());
    }
    if (!actual.equals(checkpoint.root().toString())) {
      throw new PublicationRefusedException(
          "the published tiles must have the signed root\n  expected %s\n  actual   %s\na file there was altered: publish to an empty directory"
              .formatted(checkpoint.root(), actual));
    }
  }

  private byte[] require(String name) {
    try {
      return files.read(name).orElseThrow(() -> new IOException(name + " is not there"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Checkpoint parse(byte[] note, String what) throws IOException {
    try {
      return Checkpoint.parse(SignedNote.parse(note).text());
    } catch (NoteException e) {
      throw new IOException(what + " is not one: " + e.getMessage(), e);
    }
  }
}
