package dev.laneledger.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories. */
final class Trees {
  private Trees() {}

  static void delete(Path directory) throws IOException {
    for (Path path : list(directory, Comparator.reverseOrder())) {
      Files.delete(path);
    }
  }

  /** Copies the directory but for what lies in {@code without}. */
  static void copy(Path from, Path to, Path without) throws IOException {
    for (Path path : list(from, Comparator.naturalOrder())) {
      if (!path.startsWith(without)) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  /** Whether nothing is lost by writing there: it is absent, or an empty directory. */
  static boolean isFree(Path directory) throws IOException {
    return Files.notExists(directory)
        || (Files.isDirectory(directory) && list(directory, Comparator.naturalOrder()).size() == 1);
  }

  private static List<Path> list(Path directory, Comparator<Path> order) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted(order).toList();
    }
  }
}
