package dev.laneledger.projections.replay;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.verify.EntryListener;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import java.util.List;

/** Verifies the bytes, and the copies of reports, whose text only a renderer can give. */
public final class BytesAndCopies {
  private BytesAndCopies() {}

  /**
   * As {@link LedgerVerifier#verify(LedgerMaterial, Pins, EntryListener)}; keeps the events of the
   * programs of which there are copies of reports.
   */
  public static VerificationReport verify(
      LedgerMaterial material, Pins pins, EntryListener listener) {
    Divergences divergences = new Divergences();
    ReportCopies reports = new ReportCopies(material, divergences);
    ProgramStreams streams = new ProgramStreams();
    VerificationReport bytes =
        LedgerVerifier.verify(
            material,
            pins,
            (seq, chain, event) -> {
              listener.entry(seq, chain, event);
              if (reports.concern(event.source())) {
                accept(seq, event, streams, reports);
              }
            });
    List<Finding> findings = divergences.after(bytes.findings());
    return bytes.with(Verdict.of(findings), bytes.total() + divergences.total(), findings);
  }

  private static void accept(
      long seq, LedgerEvent event, ProgramStreams streams, ReportCopies reports) {
    streams.accept(event);
    if (LaneCopies.isEnd(event)) {
      reports.compare(seq, event, streams);
    }
  }
}
