package dev.laneledger.app.cli;

import dev.laneledger.app.audit.TableDetection;
import dev.laneledger.projections.detection.Attack;
import dev.laneledger.projections.detection.Detected;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what became of every attack: a table, then what nobody can notice. */
final class DetectionText {
  private static final String ROW = "%-65s %6s %6s %7s %6s %8s%n";

  private final PrintWriter out;

  DetectionText(PrintWriter out) {
    this.out = out;
  }

  void print(List<Detected> detected, List<TableDetection.Noticed> tables) {
    Attack.Means means = null;
    out.printf(Locale.ROOT, ROW, "", "tried", "verify", "replay", "seen", "unseen");
    for (Detected one : detected) {
      if (one.attack().means() != means) {
        means = one.attack().means();
        out.println(heading(means));
      }
      row(one);
    }
    if (!tables.isEmpty()) {
      out.println("who changes one place of the database");
      tables.forEach(this::row);
    }
    out.println(
        "verify, replay: with the log's key. seen: with --seen and a checkpoint from before.");
    detected.stream().filter(one -> !one.asPromised()).forEach(this::broken);
    out.println(
        "Nobody can notice that entries are gone which no checkpoint covered that anybody kept:"
            + " keep checkpoints, or have witnesses keep them.");
  }

  private static String heading(Attack.Means means) {
    return switch (means) {
      case FILES -> "who can write the files";
      case HASHES -> "who computes every hash anew as well";
      case LOG_KEY -> "who holds the log's key as well";
    };
  }

  private void row(Detected one) {
    boolean none = one.tried() == 0;
    out.printf(
        Locale.ROOT,
        ROW,
        "  " + one.attack().words(),
        none ? "none" : one.tried(),
        none ? "" : one.byKey(),
        none ? "" : one.byReplay(),
        none ? "" : one.bySeen(),
        none ? "" : one.tried() - one.noticed());
  }

  private void row(TableDetection.Noticed one) {
    int unseen = one.tried() - one.noticed();
    String note = one.why().isEmpty() ? "" : "  (" + one.why() + ")";
    out.printf(
        Locale.ROOT, ROW, "  " + one.what() + note, one.tried(), one.noticed(), 0, 0, unseen);
  }

  private void broken(Detected one) {
    out.printf(
        Locale.ROOT,
        "NOT AS PROMISED: %s: %s must notice all %d%n",
        one.attack().words(),
        one.attack().notice(),
        one.tried());
  }
}
