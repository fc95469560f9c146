package dev.laneledger.projections.render;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import java.util.List;

/** What a lane's own numbers show, whatever it says of them. */
public final class Proofs {
  private Proofs() {}

  /** The gate's result, computed: observed equals expected and every document equals a pin. */
  public static boolean passes(LaneData.Gate gate, Pins pins) {
    return gate.expected().equals(gate.observed())
        && gate.documents().stream().allMatch(d -> pins.equal(d).isPresent());
  }

  /** The isolation proof, condition by condition, in the order in which they are shown. */
  public static List<Condition> isolation(LaneData.TargetLocked lock) {
    LaneData.Isolation shown = lock.isolation();
    return List.of(
        new Condition(
            "the selected target is allowed and no production target",
            !lock.selected().isProduction() && lock.selected().allowed()),
        new Condition(
            "its kind is accepted", lock.acceptedKinds().contains(lock.selected().kind())),
        new Condition(
            "every production target was compared with",
            !shown.comparedWith().isEmpty()
                && lock.notSelected().stream()
                    .filter(LaneData.Target::isProduction)
                    .allMatch(t -> shown.comparedWith().contains(t.name()))),
        new Condition(
            "real path and (device, inode) differ from all of them",
            shown.realPathDiffers() && shown.fileDiffers()),
        new Condition(
            "a marker changed the clone", !shown.cloneWithMarker().equals(shown.sourceBefore())),
        new Condition(
            "the marker left the source as it was",
            !shown.sourceBefore().equals(ContentHash.ABSENT)
                && shown.sourceBefore().equals(shown.sourceAfter())),
        new Condition(
            "without the marker the clone equals the source",
            shown.cloneAfter().equals(shown.sourceBefore())));
  }

  static boolean isolated(LaneData.TargetLocked lock) {
    return isolation(lock).stream().allMatch(Condition::holds);
  }

  /** Applying changed the content. */
  public static boolean mutated(LaneData.RollbackEntry entry) {
    return entry.before() != null
        && entry.afterApply() != null
        && !entry.afterApply().equals(entry.before());
  }

  /** Rolling back restored the pinned content, or where none is pinned what was before. */
  public static boolean restored(LaneData.RollbackEntry entry) {
    ContentHash expected = entry.expected() == null ? entry.before() : entry.expected();
    return entry.afterRollback() != null && entry.afterRollback().equals(expected);
  }

  /** Three row counts, the first equal to the last. */
  public static boolean rowsRestored(LaneData.RollbackEntry entry) {
    return entry.rows().size() == 3 && entry.rows().getFirst().equals(entry.rows().getLast());
  }

  static boolean proven(LaneData.RollbackEntry entry) {
    return mutated(entry) && restored(entry) && rowsRestored(entry);
  }

  public static boolean unchanged(LaneData.Unchanged invariant) {
    return invariant.before().equals(invariant.after());
  }

  /** Selftest and proof pass, and the control was refused. */
  static boolean validated(LaneData.Validated run) {
    return run.selftest() == LaneData.Result.PASS
        && run.proof() == LaneData.Result.PASS
        && run.proofCodes().isEmpty()
        && run.control().result() == LaneData.Result.FAIL
        && !run.control().codes().isEmpty();
  }

  /** Whether the pack that judged is adopted, digest for digest. */
  static boolean adopted(LaneView lane, LaneData.Validated run) {
    return lane.laneRecord().packs().contains(new LedgerData.PackPin(run.pack(), run.packSha256()));
  }

  static boolean unknown(LaneData.SurfaceClassified surface) {
    return surface.classification().equals("UNKNOWN");
  }

  /** One condition of a proof. */
  public record Condition(String condition, boolean holds) {}
}
