package dev.laneledger.app.upkeep;

import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.signing.SecretFiles;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.projections.replay.BytesAndCopies;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Copies a ledger's directory, for {@code backup} and {@code restore}. */
public final class LedgerCopy {
  /** The checkpoint first: the package says why. */
  private static final List<String> PUBLIC = List.of("checkpoint", "timestamps");

  private static final List<String> SECRET =
      List.of("keys", "tokens", "tokens.sha256", "tokens.used");

  private LedgerCopy() {}

  /**
   * Copies the ledger, also while a server runs on it, and verifies the copy. It appears under its
   * name whole, durable and verified, or not at all.
   *
   * @param to a directory that does not exist or is empty
   * @param secrets whether keys and tokens come along
   * @return what verification found; unless its verdict is VERIFIED or GAPS there is no copy
   * @throws IOException if it cannot be read or written, or {@code to} is in use
   * @throws dev.laneledger.api.verify.MaterialUnusableException if there is no ledger to read
   * @throws dev.laneledger.app.storage.LedgerUnusableException the same
   */
  public static VerificationReport make(Path from, Path to, boolean secrets, Pins pins)
      throws IOException {
    requireNew(to);
    Path target = to.toAbsolutePath().normalize();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    delete(part);
    SecretFiles.directory(part);
    try {
      copy(from, part, PUBLIC);
      LedgerDirectory.copy(from, part);
      if (secrets) {
        copy(from, part, SECRET);
      }
      VerificationReport report = verified(part, pins);
      if (report.verdict() == Verdict.VERIFIED || report.verdict() == Verdict.GAPS) {
        sync(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        sync(Objects.requireNonNull(target.getParent()));
      }
      return report;
    } finally {
      delete(part);
    }
  }

  private static VerificationReport verified(Path copy, Pins pins) {
    try (OfflineLedger ledger = OfflineLedger.directory(copy)) {
      return BytesAndCopies.verify(ledger, pins, entry -> {});
    }
  }

  private static void requireNew(Path to) throws IOException {
    if (Files.exists(to)) {
      try (Stream<Path> files = Files.list(to)) {
        if (files.findAny().isPresent()) {
          throw new IOException(
              to + " must be new or empty, but holds files: name another directory");
        }
      }
    }
  }

  private static void copy(Path from, Path to, List<String> names) throws IOException {
    for (String name : names) {
      Path source = from.resolve(name);
      if (Files.isDirectory(source)) {
        SecretFiles.directory(to.resolve(name));
        try (Stream<Path> files = Files.list(source)) {
          copy(source, to.resolve(name), files.map(f -> f.getFileName().toString()).toList());
        }
      } else if (Files.isRegularFile(source)) {
        SecretFiles.write(to.resolve(name), Files.readAllBytes(source));
      }
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
