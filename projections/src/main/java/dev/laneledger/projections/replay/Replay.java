package dev.laneledger.projections.replay;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.verify.EntryListener;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.projections.rule.RulePack;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Replays one ledger in one pass over its entries. The package describes what is compared. */
public final class Replay {
  private final Divergences divergences = new Divergences();
  private final Verdicts verdicts;
  private final Attestations attestations = new Attestations(divergences);
  private final Packets packets;

  private Replay(LedgerMaterial material, Function<byte[], RulePack> loader) {
    ProgramStreams streams = new ProgramStreams();
    this.verdicts = new Verdicts(divergences, streams, new Blobs(material, loader));
    this.packets = new Packets(divergences, streams, new ReportCopies(material, divergences));
  }

  /**
   * Verifies and replays the material.
   *
   * @param pinned the log's key as it is known from outside the ledger; null: none is known
   * @throws dev.laneledger.api.verify.MaterialUnusableException if the material cannot be read
   */
  public static ReplayReport of(LedgerMaterial material, @Nullable VerifierKey pinned) {
    return of(material, Pins.of(pinned), EntryListener.NONE);
  }

  /**
   * The same by everything that is known from outside the ledger, and tells every event to the
   * listener.
   */
  public static ReplayReport of(LedgerMaterial material, Pins pins, EntryListener listener) {
    return of(material, pins, listener, Runtime.getRuntime().availableProcessors());
  }

  /** The same; so many threads read the entries, and the caller's judges them. */
  public static ReplayReport of(
      LedgerMaterial material, Pins pins, EntryListener listener, int threads) {
    return of(material, pins, listener, RulePack::load, threads);
  }

  /**
   * The same, for many replays that load the same packs.
   *
   * @param packs reads, compiles and tests a pack
   */
  static ReplayReport of(
      LedgerMaterial material,
      Pins pins,
      EntryListener listener,
      Function<byte[], RulePack> packs,
      int threads) {
    Replay replay = new Replay(material, packs);
    VerificationReport bytes =
        LedgerVerifier.verify(material, pins, new Told(replay, listener), threads);
    replay.verdicts.end();
    replay.attestations.end(bytes.size());
    return replay.report(bytes);
  }

  private void entry(Entry entry) {
    verdicts.accept(entry.seq(), entry.event());
    attestations.accept(entry.seq(), entry.chain(), entry.event());
    packets.accept(entry);
  }

  private ReplayReport report(VerificationReport bytes) {
    List<Finding> findings = divergences.after(bytes.findings());
    return new ReplayReport(
        Verdict.of(findings),
        bytes,
        verdicts.decided(),
        verdicts.refusals(),
        attestations.count(),
        attestations.newest(),
        attestations.stateHashes(),
        packets.results(),
        bytes.total() + divergences.total(),
        findings);
  }

  /** Hears of every event. */
  private record Told(Replay replay, EntryListener listener) implements EntryListener {
    @Override
    public void entry(Entry entry) {
      replay.entry(entry);
      listener.entry(entry);
    }

    @Override
    public void verified(long size) {
      listener.verified(size);
    }
  }
}
