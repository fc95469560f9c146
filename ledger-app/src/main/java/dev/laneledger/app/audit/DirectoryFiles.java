package dev.laneledger.app.audit;

import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A published tree in a directory. */
final class DirectoryFiles implements TileFiles {
  private final Path root;

  DirectoryFiles(Path root) {
    this.root = root;
    if (!Files.isRegularFile(root.resolve(Layout.CHECKPOINT))) {
      throw new MaterialUnusableException(
          "a published tree must hold a checkpoint, but %s has none: name what publish wrote"
              .formatted(root));
    }
  }

  @Override
  public Optional<byte[]> read(String name) {
    Path file = root.resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new MaterialUnusableException(
          "a published tree must hold plain files, but %s is none".formatted(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(TileFiles.bounded(in, file));
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean lists() {
    return false;
  }

  @Override
  public void names(String prefix, Consumer<String> sink) {
    // what else stands in the directory of a static host is nobody's business
  }

  @Override
  public void close() {
    // nothing stays open
  }
}
