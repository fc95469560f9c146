package dev.laneledger.app.audit;

import dev.laneledger.api.note.TilePath;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.zip.StoredZipWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every byte of a bundle that nothing else vouches for: the zip itself, the README, other files.
 */
final class Container {
  private final TileFiles files;
  private final StoredZipWriter zip;
  private @Nullable TilePath before;

  private Container(TileFiles files, StoredZipWriter zip) {
    this.files = files;
    this.zip = zip;
  }

  /** Writes the bundle again from its own parts and compares. */
  static List<Finding> flaws(Path file, TileFiles files) {
    try (InputStream in = Files.newInputStream(file);
        Difference difference = new Difference(in)) {
      new Container(files, new StoredZipWriter(difference)).write();
      long first = difference.first();
      return first < 0 ? List.of() : List.of(differs(file, first));
    } catch (IOException | UncheckedIOException e) {
      throw new MaterialUnusableException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void write() throws IOException {
    zip.put(Layout.README, Bundle.readme());
    files.names("", this::put);
    zip.finish();
  }

  private void put(String name) {
    if (name.equals(Layout.README) || !Layout.isKnown(name) || isSecond(name)) {
      return;
    }
    try {
      zip.put(name, files.read(name).orElse(new byte[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the tile before this one is for the same place: an export writes one of them. */
  private boolean isSecond(String name) {
    TilePath last = before;
    Optional<TilePath> path = name.startsWith(Layout.TILES) ? Layout.tile(name) : Optional.empty();
    before = path.orElse(null);
    return last != null
        && path.isPresent()
        && last.level() == path.get().level()
        && last.index() == path.get().index();
  }

  private static Finding differs(Path file, long offset) {
    return new Finding.Gap(
        GapKind.CONTAINER,
        Finding.NO_ENTRY,
        String.valueOf(file.getFileName()),
        "the bytes of an export",
        "another byte at offset " + offset);
  }
}
