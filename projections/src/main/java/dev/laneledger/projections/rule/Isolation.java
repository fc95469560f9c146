package dev.laneledger.projections.rule;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.LaneData;

/** Whether a locked target's own facts prove that it is not production. */
final class Isolation {
  static final String VERDICT = "PROVEN_ISOLATED_NOT_PRODUCTION";

  private Isolation() {}

  /**
   * Real path and (device, inode) differ from everything it was compared with; a marker changed the
   * clone and left the source as it was; every production target is listed and none is selected.
   */
  static boolean proven(LaneData.TargetLocked lock) {
    LaneData.Isolation shown = lock.isolation();
    return !lock.selected().isProduction()
        && lock.selected().allowed()
        && shown.realPathDiffers()
        && shown.fileDiffers()
        && !shown.comparedWith().isEmpty()
        && lock.notSelected().stream()
            .filter(LaneData.Target::isProduction)
            .allMatch(t -> shown.comparedWith().contains(t.name()))
        && !shown.sourceBefore().equals(ContentHash.ABSENT)
        && shown.sourceBefore().equals(shown.sourceAfter())
        && !shown.cloneWithMarker().equals(shown.sourceBefore())
        && shown.cloneAfter().equals(shown.sourceBefore());
  }
}
