package dev.laneledger.projections.replay;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay reached. Equal events give an equal report on every machine.
 *
 * @param bytes what the verification of the bytes found
 * @param decided number of events whose verdict was reached again
 * @param refusals number of refusals whose verdict was reached again
 * @param attestations number of attestations that were compared
 * @param attestedSize number of entries that the newest of them covers
 * @param states program to projection to state hash, after the last entry
 * @param lanes what was rendered, in order of the lanes' streams
 * @param total number of findings, those of the bytes included
 * @param findings the first of them: the bytes', then the meaning's, then what was not covered
 */
public record ReplayReport(
    Verdict verdict,
    VerificationReport bytes,
    long decided,
    long refusals,
    long attestations,
    long attestedSize,
    SortedMap<String, SortedMap<String, Hash>> states,
    List<LaneResult> lanes,
    long total,
    List<Finding> findings) {

  public ReplayReport {
    lanes = List.copyOf(lanes);
    findings = List.copyOf(findings);
  }

  /**
   * What one lane's events gave.
   *
   * @param packetTree the packet tree as rendered where it was sealed, or where its lane was
   *     stopped without a seal; null: neither
   * @param files number of governed files of that packet
   * @param report SHA-256 of the report; null: the lane has not ended
   */
  public record LaneResult(
      StreamId lane, @Nullable Hash packetTree, long files, @Nullable Hash report) {
    LaneResult renderedAs(Hash tree, long count) {
      return new LaneResult(lane, tree, count, report);
    }

    LaneResult reportedAs(Hash sha256) {
      return new LaneResult(lane, packetTree, files, sha256);
    }
  }
}
