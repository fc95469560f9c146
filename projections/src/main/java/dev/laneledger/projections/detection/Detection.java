package dev.laneledger.projections.detection;

import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.verify.EntryListener;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.projections.detection.Attack.Notice;
import dev.laneledger.projections.replay.Replay;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Attacks a copy of a ledger in every way of the catalogue. The package says how. */
public final class Detection {
  /** More entries than these are not copied. */
  public static final int MOST_ENTRIES = 20_000;

  private final LedgerCopy copy;
  private final Checkpoint all;

  private Detection(LedgerCopy copy) {
    this.copy = copy;
    this.all = checkpoint(copy);
  }

  /**
   * Attacks a copy.
   *
   * @param material one that verifies: an attack on a broken ledger proves nothing
   * @param pins by which the material itself must verify
   * @param progress hears of every attack before it begins
   * @return in the catalogue's order
   * @throws MaterialUnusableException if the material does not verify, or is too large
   */
  public static List<Detected> prove(
      LedgerMaterial material, Pins pins, Consumer<Attack> progress) {
    VerificationReport report = LedgerVerifier.verify(material, pins, EntryListener.NONE);
    String origin = report.origin();
    if (origin == null || isNoticed(report.findings())) {
      throw new MaterialUnusableException(
          "detection is proven on a ledger that verifies, but this one has findings: see ledger verify");
    }
    Detection detection = new Detection(LedgerCopy.of(material, origin, MOST_ENTRIES));
    detection.requireUnnoticed();
    List<Detected> detected = new ArrayList<>();
    for (Attack attack : Attack.values()) {
      progress.accept(attack);
      detected.add(detection.carryOut(attack));
    }
    return detected;
  }

  /** The control: without an attack nobody notices anything. */
  private void requireUnnoticed() {
    Notice by = noticed(copy, all);
    if (by != Notice.NOBODY) {
      throw new MaterialUnusableException(
          "detection is proven on a ledger that replays, but this one does not: see ledger replay");
    }
  }

  private Detected carryOut(Attack attack) {
    Map<Notice, Integer> counts = new EnumMap<>(Notice.class);
    boolean unseen = attack.notice() == Notice.NOBODY;
    attack
        .on(copy)
        .forEach(attempt ->
            counts.merge(noticed(attempt, unseen ? checkpoint(attempt) : all), 1, Integer::sum));
    return Detected.of(attack, counts);
  }

  private Notice noticed(LedgerCopy attempt, Checkpoint seen) {
    Pins key = Pins.of(copy.logKey());
    try {
      if (isNoticed(verify(attempt, key))) {
        return Notice.KEY;
      }
      if (isNoticed(Replay.of(attempt, copy.logKey()).findings())) {
        return Notice.REPLAY;
      }
      return isNoticed(verify(attempt, key.withSeen(seen))) ? Notice.SEEN : Notice.NOBODY;
    } catch (MaterialUnusableException e) {
      return Notice.KEY;
    }
  }

  private static List<Finding> verify(LedgerCopy attempt, Pins pins) {
    return LedgerVerifier.verify(attempt, pins, EntryListener.NONE).findings();
  }

  private static boolean isNoticed(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> !(finding instanceof Finding.Gap));
  }

  private static Checkpoint checkpoint(LedgerCopy copy) {
    return Checkpoint.parse(SignedNote.parse(copy.note()).text());
  }
}
