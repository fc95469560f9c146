package dev.laneledger.projections.replay;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
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
    return verify(material, pins, listener, Runtime.getRuntime().availableProcessors());
  }

  /** The same on so many threads. */
  public static VerificationReport verify(
      LedgerMaterial material, Pins pins, EntryListener listener, int threads) {
    Divergences divergences = new Divergences();
    ReportCopies reports = new ReportCopies(material, divergences);
    ProgramStreams streams = new ProgramStreams();
    VerificationReport bytes =
        LedgerVerifier.verify(material, pins, new Told(listener, streams, reports), threads);
    List<Finding> findings = divergences.after(bytes.findings());
    return bytes.with(Verdict.of(findings), bytes.total() + divergences.total(), findings);
  }

  private record Told(EntryListener listener, ProgramStreams streams, ReportCopies reports)
      implements EntryListener {
    @Override
    public boolean wants(StreamId source) {
      return reports.concern(source) || listener.wants(source);
    }

    @Override
    public void entry(Entry entry) {
      listener.entry(entry);
      LedgerEvent event = entry.event();
      if (reports.concern(event.source())) {
        streams.accept(event, entry.bytes());
        if (LaneCopies.isEnd(event)) {
          reports.compare(entry.seq(), event, streams);
        }
      }
    }

    @Override
    public void verified(long size) {
      listener.verified(size);
    }
  }
}
