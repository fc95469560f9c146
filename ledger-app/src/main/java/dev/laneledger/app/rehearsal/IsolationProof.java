package dev.laneledger.app.rehearsal;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.LaneData.Isolation;
import dev.laneledger.app.rehearsal.RehearsalPlan.ProductionTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Shows that a clone is not its source and not production, or that this cannot be shown. */
final class IsolationProof {
  private IsolationProof() {}

  /** Whether the facts prove isolation. */
  static boolean proves(Isolation facts) {
    return facts.realPathDiffers()
        && facts.fileDiffers()
        && facts.sourceBefore().equals(facts.sourceAfter())
        && !facts.cloneWithMarker().equals(ContentHash.ABSENT)
        && !facts.cloneWithMarker().equals(facts.sourceBefore())
        && facts.cloneAfter().equals(facts.sourceBefore());
  }

  /**
   * Compares the files, then writes a marker into the clone and takes it out again. Writes nothing
   * if the files do not differ.
   */
  static Isolation examine(
      Examined source, Examined clone, List<ProductionTarget> production, String pathToken) {
    List<String> names = new ArrayList<>(List.of("source"));
    production.forEach(target -> names.add(target.name()));
    List<Path> others = new ArrayList<>(List.of(source.file()));
    production.stream()
        .map(ProductionTarget::file)
        .filter(Objects::nonNull)
        .filter(Files::exists)
        .forEach(others::add);
    try {
      boolean pathDiffers = realPathDiffers(clone.file(), others);
      boolean fileDiffers = fileDiffers(clone.file(), others);
      return pathDiffers && fileDiffers
          ? marked(source, clone, names, pathToken)
          : same(source, clone, names, pathToken, pathDiffers, fileDiffers);
    } catch (IOException e) {
      throw new RehearsalException("the clone cannot be compared with its source", e);
    }
  }

  private static boolean realPathDiffers(Path clone, List<Path> others) throws IOException {
    Path real = clone.toRealPath();
    for (Path other : others) {
      if (other.toRealPath().equals(real)) {
        return false;
      }
    }
    return true;
  }

  /** Compares (device, inode): a hard link has a path of its own, but is the same file. */
  private static boolean fileDiffers(Path clone, List<Path> others) throws IOException {
    for (Path other : others) {
      if (Files.isSameFile(other, clone)) {
        return false;
      }
    }
    return true;
  }

  private static Isolation marked(
      Examined source, Examined clone, List<String> names, String pathToken) {
    ContentHash sourceBefore = source.contentHash();
    clone.mark();
    ContentHash cloneWithMarker = clone.contentHash();
    ContentHash sourceAfter = source.contentHash();
    clone.unmark();
    return new Isolation(
        pathToken,
        names,
        true,
        true,
        sourceBefore,
        cloneWithMarker,
        sourceAfter,
        clone.contentHash());
  }

  private static Isolation same(
      Examined source,
      Examined clone,
      List<String> names,
      String pathToken,
      boolean pathDiffers,
      boolean fileDiffers) {
    ContentHash content = source.contentHash();
    return new Isolation(
        pathToken,
        names,
        pathDiffers,
        fileDiffers,
        content,
        ContentHash.ABSENT,
        content,
        clone.contentHash());
  }
}
