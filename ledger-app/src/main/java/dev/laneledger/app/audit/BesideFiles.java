package dev.laneledger.app.audit;

import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The plain files that lie beside a ledger's database under the names of the layout. */
final class BesideFiles {
  private final Path directory;

  BesideFiles(Path directory) {
    this.directory = directory;
  }

  /** The bytes of one file, or empty if there is none. */
  Optional<byte[]> read(String name) {
    Path file = directory.resolve(name);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(TileFiles.MAX_BYTES + 1);
      if (bytes.length > TileFiles.MAX_BYTES) {
        throw new MaterialUnusableException(
            "a file must have at most %d bytes, but %s has more"
                .formatted(TileFiles.MAX_BYTES, file));
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Of what a server keeps in files, only timestamps and the policy are parts of a ledger. */
  void names(String prefix, Consumer<String> sink) {
    if (prefix.equals(Layout.POLICY) && Files.isRegularFile(directory.resolve(prefix))) {
      sink.accept(prefix);
    }
    if (prefix.equals(Layout.TIMESTAMPS)) {
      try (Stream<Path> files = Files.list(directory.resolve(prefix))) {
        files
            .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
            .map(file -> prefix + file.getFileName())
            .filter(name -> name.endsWith(Layout.TIMESTAMP_END))
            .sorted()
            .forEach(sink);
      } catch (NoSuchFileException e) {
        return; // none were made
      } catch (IOException e) {
        throw new MaterialUnusableException("cannot list " + directory + ": " + e.getMessage(), e);
      }
    }
  }
}
