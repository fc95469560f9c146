package dev.laneledger.app.cli;

import dev.laneledger.app.audit.TableDetection;
import dev.laneledger.app.detection.CopyDetected;
import dev.laneledger.app.detection.Place;
import dev.laneledger.projections.detection.Attack;
import dev.laneledger.projections.detection.Detected;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what became of every attack: a table, then what nobody can notice. */
final class DetectionText {
  private static final String ROW = "%-65s %6s %6s %7s %6s %5s %7s%n";

  private final PrintWriter out;

  DetectionText(PrintWriter out) {
    this.out = out;
  }

  void print(
      List<Detected> detected, List<TableDetection.Noticed> tables, List<CopyDetected> copies) {
    out.printf(Locale.ROOT, ROW, "", "tried", "verify", "replay", "seen", "gap", "unseen");
    entries(detected);
    if (!tables.isEmpty()) {
      out.println("who changes one place of the database");
      tables.forEach(this::row);
    }
    copies(copies);
    out.println(
        "verify, replay: with the log's key. seen: with --seen and a checkpoint from before."
            + " gap: exit 3.");
    detected.stream().filter(one -> !one.asPromised()).forEach(this::broken);
    tables.stream()
        .filter(one -> !one.asPromised())
        .forEach(one -> broken(one.what(), "verify", one.tried()));
    copies.stream()
        .filter(one -> !one.asPromised())
        .forEach(one -> broken(one.what(), one.promise().name(), one.tried()));
    out.println(
        "Nobody can notice that entries are gone which no checkpoint covered that anybody kept:"
            + " keep checkpoints, or have witnesses keep them.");
  }

  private void entries(List<Detected> detected) {
    Attack.Means means = null;
    for (Detected one : detected) {
      if (one.attack().means() != means) {
        means = one.attack().means();
        out.println(heading(means));
      }
      int unseen = one.tried() - one.noticed();
      row(one.attack().words(), one.tried(), one.byKey(), one.byReplay(), one.bySeen(), "", unseen);
    }
  }

  private void copies(List<CopyDetected> copies) {
    Place place = null;
    for (CopyDetected one : copies) {
      if (one.place() != place) {
        place = one.place();
        out.println(place.words());
      }
      row(
          one.why().isEmpty() ? one.what() : one.what() + " *",
          one.tried(),
          one.byKey(),
          0,
          one.bySeen(),
          one.gaps(),
          one.unseen());
    }
    out.println("* in a bundle or tree, why no finding is promised:");
    copies.stream()
        .filter(one -> !one.why().isEmpty())
        .map(one -> "  " + one.what() + ": " + one.why())
        .distinct()
        .forEach(out::println);
  }

  private static String heading(Attack.Means means) {
    return switch (means) {
      case FILES -> "who can write the files";
      case HASHES -> "who computes every hash anew as well";
      case LOG_KEY -> "who holds the log's key as well";
    };
  }

  private void row(TableDetection.Noticed one) {
    int unseen = one.tried() - one.noticed() - one.gaps();
    String note = one.why().isEmpty() ? "" : "  (" + one.why() + ")";
    row(one.what() + note, one.tried(), one.noticed(), 0, 0, one.gaps(), unseen);
  }

  /** Of an attack that nothing could be tried on, the numbers would say nothing. */
  private void row(String words, int tried, Object... numbers) {
    Object[] cells = new Object[numbers.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = tried == 0 ? "" : numbers[i];
    }
    out.printf(
        Locale.ROOT,
        ROW,
        "  " + words,
        tried == 0 ? "none" : tried,
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        cells[4]);
  }

  private void broken(Detected one) {
    broken(one.attack().words(), one.attack().notice().name(), one.tried());
  }

  private void broken(String words, String who, int tried) {
    out.printf(Locale.ROOT, "NOT AS PROMISED: %s: %s must notice all %d%n", words, who, tried);
  }
}
