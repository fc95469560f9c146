package dev.laneledger.app.audit;

import dev.laneledger.api.verify.EntryListener;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.app.rehearsal.RehearsalException;
import dev.laneledger.app.rehearsal.TableAttack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Changes every table of copies of a ledger's database, and looks whether verify notices. */
public final class TableDetection {
  /** What is no finding by itself, and why. */
  private static final Map<String, String> NO_FINDING =
      Map.of(
          "blob.key", "orders blobs on the disk and says nothing",
          "blob.(row)", "a blob that is missing is a gap, exit 3");

  private static final String DATABASE = "ledger.db";

  /** Places in a count of attempts. */
  private static final int TRIED = 0;

  private static final int NOTICED = 1;
  private static final int GAP = 2;
  private static final int UNSEEN = 3;

  private final Path directory;
  private final Pins pins;

  private TableDetection(Path directory, Pins pins) {
    this.directory = directory;
    this.pins = pins;
  }

  /**
   * What became of one column, or of the rows of one table.
   *
   * @param what {@code table.column}
   * @param tried attempts that the database let happen
   * @param noticed of these; a ledger that can no longer be read counts as noticed
   * @param gaps of the others, with a gap that was not there before
   */
  public record Noticed(String what, int tried, int noticed, int gaps) {
    /** Whether all were noticed that must be. */
    public boolean asPromised() {
      return noticed == tried || NO_FINDING.containsKey(what);
    }

    /** Why not all of them must be noticed; empty where all must. */
    public String why() {
      return NO_FINDING.getOrDefault(what, "");
    }
  }

  /**
   * Attacks copies of a directory's database.
   *
   * @throws MaterialUnusableException if no copy can be made
   */
  public static List<Noticed> prove(Path directory, Pins pins) {
    try {
      return new TableDetection(directory, pins).run();
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot copy " + directory + ": " + e.getMessage(), e);
    }
  }

  private List<Noticed> run() throws IOException {
    Map<String, int[]> counts = new LinkedHashMap<>();
    Path attacked = Files.createTempDirectory("lane-ledger-");
    try {
      renew(attacked);
      List<Finding> before = findings(attacked);
      if (isNoticed(before)) {
        throw new MaterialUnusableException(
            "detection is proven on a ledger that verifies and that nobody writes to: stop its process");
      }
      for (TableAttack attack : TableAttack.on(attacked.resolve(DATABASE))) {
        renew(attacked);
        int[] count =
            counts.computeIfAbsent(
                attack.table() + "." + attack.column(), what -> new int[UNSEEN + 1]);
        if (happens(attack, attacked.resolve(DATABASE))) {
          count[TRIED]++;
          count[outcome(attacked, before)]++;
        }
      }
    } finally {
      clear(attacked);
      Files.delete(attacked);
    }
    List<Noticed> noticed = new ArrayList<>();
    counts.forEach(
        (what, count) -> noticed.add(new Noticed(what, count[TRIED], count[NOTICED], count[GAP])));
    return noticed;
  }

  /** A fresh copy of the database with its log, and of the checkpoint. */
  private void renew(Path attacked) throws IOException {
    clear(attacked);
    for (String name : List.of(DATABASE, DATABASE + "-wal", Layout.CHECKPOINT)) {
      if (Files.exists(directory.resolve(name))) {
        Files.copy(directory.resolve(name), attacked.resolve(name));
      }
    }
  }

  private static void clear(Path attacked) throws IOException {
    try (Stream<Path> files = Files.list(attacked)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean happens(TableAttack attack, Path database) {
    try {
      attack.carryOut(database);
      return true;
    } catch (RehearsalException e) {
      return false; // the database's own constraints refuse it
    }
  }

  /** {@link #NOTICED}, {@link #GAP} or {@link #UNSEEN}. */
  private int outcome(Path attacked, List<Finding> before) {
    try {
      List<Finding> findings = findings(attacked);
      if (isNoticed(findings)) {
        return NOTICED;
      }
      return findings.equals(before) ? UNSEEN : GAP;
    } catch (MaterialUnusableException e) {
      return NOTICED;
    }
  }

  private List<Finding> findings(Path attacked) {
    try (OfflineLedger ledger = OfflineLedger.directory(attacked)) {
      return LedgerVerifier.verify(ledger, pins, EntryListener.NONE).findings();
    }
  }

  private static boolean isNoticed(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> !(finding instanceof Finding.Gap));
  }
}
