package dev.laneledger.app.detection;

import dev.laneledger.app.audit.TileFiles;
import java.util.Optional;
import java.util.function.Consumer;

/** A published tree in memory, which lists nothing, as a static host. */
record TreeFiles(CopyFiles files) implements TileFiles {
  @Override
  public Optional<byte[]> read(String name) {
    return files.has(name) ? Optional.of(files.bytes(name)) : Optional.empty();
  }

  @Override
  public boolean lists() {
    return false;
  }

  @Override
  public void names(String prefix, Consumer<String> sink) {
    // as a static host
  }

  @Override
  public void close() {
    // nothing is open
  }
}
