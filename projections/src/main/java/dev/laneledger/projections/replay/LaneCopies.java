package dev.laneledger.projections.replay;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.CopyNames;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.projections.render.PacketFile;
import dev.laneledger.projections.render.PacketRenderer;
import dev.laneledger.projections.render.ReportRenderer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The copies for a reader that follow from a ledger: every adopted pack, every sealed packet as of
 * its seal, and the report of every ended lane as of its end. Only the events of programs with such
 * a lane are kept.
 */
public final class LaneCopies {
  /** Types of which one must be in an entry's bytes for it to matter in the first pass. */
  private static final List<byte[]> MARKS =
      List.of(
          utf8("lane.packet-sealed.v1"),
          utf8("lane.completed.v1"),
          utf8("lane.stopped.v1"),
          utf8("lane.imported.v1"),
          utf8("blob.redacted.v1"),
          utf8("ledger.created.v1"),
          utf8("ledger.policy-adopted.v1"));

  private final ProgramStreams streams = new ProgramStreams();
  private final CopyNames packs = new CopyNames();
  private final SortedMap<String, ProgramStreams.Moment> sealed = new TreeMap<>();
  private final SortedMap<String, ProgramStreams.Moment> ended = new TreeMap<>();

  private final Set<Hash> redacted = new HashSet<>();

  private LaneCopies() {}

  /** Reads the ledger twice: which programs matter, then their events. */
  public static LaneCopies of(LedgerMaterial material) {
    LaneCopies copies = new LaneCopies();
    Set<String> programs = new HashSet<>();
    material.entries(entry -> {
      LedgerEvent event = marked(entry.bytes()) ? decode(entry.bytes()).orElse(null) : null;
      if (event != null) {
        copies.packs.adopt(event);
        copies.redact(event);
      }
      if (event != null && (isSeal(event) || isEnd(event))) {
        programs.add(String.valueOf(event.source().program()));
      }
    });
    if (!programs.isEmpty()) {
      material.entries(entry ->
          decode(entry.bytes()).ifPresent(event -> copies.accept(event, entry.bytes(), programs)));
    }
    return copies;
  }

  /** The digests of the packs by name, in order. */
  public SortedMap<String, Hash> packs() {
    return packs.all();
  }

  /** Whether an owner took those bytes away. */
  public boolean isRedacted(Hash blob) {
    return redacted.contains(blob);
  }

  private void redact(LedgerEvent event) {
    if (event.payload() instanceof LedgerData.BlobRedacted taken) {
      redacted.add(taken.sha256());
    }
  }

  /** The folders of the packets, in order. */
  public SortedSet<String> packets() {
    return new TreeSet<>(sealed.keySet());
  }

  /** The governed files of the packet in a folder. */
  public SortedMap<String, PacketFile> packet(String folder) {
    return PacketRenderer.render(streams.laneRecord(moment(sealed, folder)));
  }

  /** The names of the reports, in order. */
  public SortedSet<String> reports() {
    return new TreeSet<>(ended.keySet());
  }

  /** The text of a report. */
  public String report(String name) {
    return ReportRenderer.render(streams.laneRecord(moment(ended, name)));
  }

  static boolean isEnd(LedgerEvent event) {
    return event.payload() instanceof LaneData.Completed
        || event.payload() instanceof LaneData.Stopped
        || event.payload() instanceof LaneData.Imported;
  }

  private static boolean isSeal(LedgerEvent event) {
    return event.payload() instanceof LaneData.PacketSealed;
  }

  private void accept(LedgerEvent event, byte[] bytes, Set<String> programs) {
    StreamId source = event.source();
    if (isSeal(event)) {
      sealed.put(CopyNames.packet(source), streams.moment(source));
    }
    if (source.program() == null || programs.contains(source.program())) {
      streams.accept(event, bytes);
    }
    if (isEnd(event)) {
      ended.put(CopyNames.report(source), streams.moment(source));
    }
  }

  private static ProgramStreams.Moment moment(
      SortedMap<String, ProgramStreams.Moment> moments, String name) {
    ProgramStreams.@Nullable Moment moment = moments.get(name);
    if (moment == null) {
      throw new IllegalArgumentException("a name must be one of " + moments.keySet() + ": " + name);
    }
    return moment;
  }

  private static Optional<LedgerEvent> decode(byte[] entry) {
    try {
      return Optional.of(EventCodec.decode(entry));
    } catch (EventRefusedException e) {
      return Optional.empty(); // no event: a verification tells
    }
  }

  private static boolean marked(byte[] entry) {
    return MARKS.stream().anyMatch(mark -> contains(entry, mark));
  }

  private static boolean contains(byte[] text, byte[] word) {
    for (int at = 0; at <= text.length - word.length; at++) {
      int same = 0;
      while (same < word.length && text[at + same] == word[same]) {
        same++;
      }
      if (same == word.length) {
        return true;
      }
    }
    return false;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
