package dev.laneledger.projections.replay;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.CopyNames;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.MeaningRule;
import dev.laneledger.projections.render.ReportRenderer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Compares the copies of reports with the reports that the events give. */
final class ReportCopies {
  private final LedgerMaterial material;
  private final Divergences divergences;
  private final Set<String> programs = new HashSet<>();

  ReportCopies(LedgerMaterial material, Divergences divergences) {
    this.material = material;
    this.divergences = divergences;
    material.parts(
        CopyNames.REPORTS,
        name -> {
          String[] segments = name.split("/", -1);
          programs.add(segments.length > 1 ? segments[1] : "");
        });
  }

  /** Whether there is any copy to compare of a lane of that stream's program. */
  boolean concern(StreamId source) {
    return source.program() == null ? !programs.isEmpty() : programs.contains(source.program());
  }

  /** The report of a lane as of its end. */
  void compare(long seq, LedgerEvent end, ProgramStreams streams) {
    if (concern(end.source())) {
      compare(seq, end.source(), hash(ReportRenderer.render(streams.laneRecord(end.source()))));
    }
  }

  /** The same where it is rendered already. */
  void compare(long seq, StreamId lane, Hash expected) {
    String name = CopyNames.report(lane);
    material
        .part(name)
        .map(Hash::sha256)
        .filter(actual -> !actual.equals(expected))
        .ifPresent(actual -> divergences.add(MeaningRule.REPORT_COPY, seq, name, expected, actual));
  }

  static Hash hash(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
