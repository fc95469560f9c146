package dev.laneledger.app.upkeep;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.signing.FirstTokens;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.signing.Tokens;
import dev.laneledger.app.storage.LedgerUnusableException;
import dev.laneledger.projections.replay.BytesAndCopies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Examines a ledger's directory, and only reads it; a server may run on it. */
public final class Doctor {
  private static final long MIB = 1L << 20;
  private static final long LITTLE_MIB = 1_024;
  private static final long NO_MIB = 64;

  /** More than this into the past, and the ledger's time stands still until the clock is there. */
  private static final Duration BEHIND = Duration.ofSeconds(2);

  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final Path dir;
  private final List<Found> all = new ArrayList<>();
  private final List<String> logKeys = new ArrayList<>();
  private String recorded = "";

  private Doctor(Path dir) {
    this.dir = dir;
  }

  /**
   * Everything that was looked at, in a fixed order.
   *
   * @throws IOException if the directory cannot be read
   */
  public static List<Found> examine(Path dir, Pins pins, InstantSource clock) throws IOException {
    Doctor doctor = new Doctor(dir);
    doctor.directory();
    doctor.modes();
    doctor.tokens(clock.instant());
    doctor.disk();
    String origin = doctor.database(pins);
    if (origin != null) {
      doctor.clock(clock.instant());
      doctor.keys(origin);
    }
    return List.copyOf(doctor.all);
  }

  private void directory() {
    all.add(
        Files.isWritable(dir)
            ? Found.good("directory", dir + " can be written")
            : Found.bad(
                "directory",
                dir + " cannot be written",
                "give it to the user of the server, or its disk back for writing"));
  }

  private void modes() throws IOException {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> files = Files.walk(dir, 2)) {
      for (Path file : files.filter(this::isPrivate).toList()) {
        if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
          open.add(file);
        }
      }
    } catch (UnsupportedOperationException e) {
      all.add(Found.warning("modes", "files have no modes here", "keep the disk to one user"));
      return;
    }
    for (Path file : open) {
      String mode = Files.isDirectory(file) ? "700" : "600";
      all.add(
          Found.bad(
              "modes", file + " is open to others than its owner", "chmod " + mode + " " + file));
    }
    if (open.isEmpty()) {
      all.add(Found.good("modes", "keys, tokens and entries are open to their owner only"));
    }
  }

  private boolean isPrivate(Path file) {
    String name = dir.relativize(file).toString();
    return name.isEmpty()
        || name.startsWith("keys")
        || name.startsWith("tokens")
        || name.startsWith("ledger.db");
  }

  private void tokens(Instant now) {
    try {
      List<FirstTokens.Ending> ending = FirstTokens.ending(Tokens.read(dir), now);
      ending.forEach(one -> all.add(Found.warning("tokens", one.toString(), one.todo(dir))));
      if (ending.isEmpty()) {
        all.add(Found.good("tokens", "none of the first start ends within a week"));
      }
    } catch (IOException e) {
      all.add(
          Found.bad(
              "tokens",
              String.valueOf(e.getMessage()),
              "take that line out: until then no token admits anybody"));
    }
  }

  private void disk() throws IOException {
    long free = Files.getFileStore(dir).getUsableSpace() / MIB;
    String found = free + " MiB are free";
    if (free < NO_MIB) {
      all.add(Found.bad("disk", found, "make room: a full disk refuses every append"));
    } else if (free < LITTLE_MIB) {
      all.add(Found.warning("disk", found, "make room before it is full"));
    } else {
      all.add(Found.good("disk", found));
    }
  }

  /** Verifies every entry, and what was signed of them; the origin, or null if it is no ledger. */
  private @Nullable String database(Pins pins) {
    try (OfflineLedger ledger = OfflineLedger.directory(dir)) {
      VerificationReport report = BytesAndCopies.verify(ledger, pins, entry -> see(entry.event()));
      bytes(report);
      signed(report);
      return report.origin();
    } catch (MaterialUnusableException e) {
      boolean newer = e.getCause() instanceof LedgerUnusableException cause && cause.isNewer();
      String todo = newer ? "install that version of ledger" : "restore a backup: ledger restore";
      all.add(Found.bad("database", String.valueOf(e.getMessage()), todo));
      return null;
    }
  }

  private void see(LedgerEvent event) {
    recorded = event.recordedtime();
    if (event.payload() instanceof LedgerData.Created created) {
      logKeys.addAll(created.logKeys());
    } else if (event.payload() instanceof LedgerData.KeyRotated rotated) {
      logKeys.replaceAll(key -> key.equals(rotated.oldKey()) ? rotated.newKey() : key);
    }
  }

  private void bytes(VerificationReport report) {
    String found =
        "%s: %d entries, %d findings".formatted(report.verdict(), report.size(), report.total());
    String todo = "ledger verify --dir " + dir + " names each";
    all.add(
        switch (report.verdict()) {
          case VERIFIED -> Found.good("database", found);
          case GAPS -> Found.warning("database", found, todo);
          default -> Found.bad("database", found, todo + "; then ledger restore a good copy");
        });
  }

  private void signed(VerificationReport report) {
    long unsigned = report.size() - report.signedSize();
    String found =
        "the checkpoint covers %d of %d entries".formatted(report.signedSize(), report.size());
    if (report.signedSize() < 0) {
      all.add(Found.warning("checkpoint", "there is none", "serve the ledger: it signs at once"));
    } else if (unsigned < 0) {
      all.add(
          Found.bad(
              "checkpoint",
              found,
              "entries were lost, or this is an older copy: restore the newest; serving this one is read-only"));
    } else if (unsigned > 0) {
      all.add(Found.warning("checkpoint", found, "serve the ledger: it signs the rest at once"));
    } else {
      all.add(Found.good("checkpoint", found));
    }
  }

  private void clock(Instant now) {
    Duration behind = Duration.between(now, Instant.parse(recorded));
    all.add(
        behind.compareTo(BEHIND) > 0
            ? Found.bad(
                "clock",
                "it is %s behind the last entry, of %s".formatted(behind, recorded),
                "set it: until then all entries get that time, and grants seem to expire late")
            : Found.good("clock", "it is not behind the last entry, of " + recorded));
  }

  private void keys(String origin) {
    if (Files.notExists(dir.resolve("keys"))) {
      all.add(
          Found.warning(
              "keys", "there are none, as in a backup", "put keys/ back before serving it"));
      return;
    }
    try {
      String key = LedgerSecrets.read(dir, origin).logKey().verifierKey().encode();
      all.add(
          logKeys.contains(key)
              ? Found.good("keys", "the log key is the one that the entries name: " + key)
              : Found.bad(
                  "keys",
                  "the entries do not name the log key " + key,
                  "put back the key of this ledger"));
    } catch (IOException e) {
      all.add(
          Found.bad(
              "keys", Objects.toString(e.getMessage()), "restore keys/ from where you keep it"));
    }
  }
}
