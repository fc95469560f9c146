package dev.laneledger.projections.rule;

import dev.laneledger.api.document.DocumentFault;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.ReadDocument;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData.DocumentPinned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fact {@code documentFaults} of what a lane says to be as pinned: {@link DocumentFault} → the
 * paths. A passed gate says so of its documents, and a seal of those that were read once more.
 *
 * <p>A pinned document that nobody read is missing, if no gate failed or the seal proposes READY or
 * APPLIED: what was not compared is not as pinned.
 */
final class DocumentFacts {
  private DocumentFacts() {}

  static void put(Judged judged, LaneData.PreflightChecked preflight, Map<String, Object> facts) {
    List<LaneData.Gate> passed =
        preflight.gates().stream().filter(g -> g.result() == Result.PASS).toList();
    List<ReadDocument> read = passed.stream().flatMap(g -> g.documents().stream()).toList();
    put(judged, read, passed.size() == preflight.gates().size(), facts);
  }

  static void put(Judged judged, LaneData.PacketSealed sealed, Map<String, Object> facts) {
    List<ReadDocument> read = sealed.documents() == null ? List.of() : sealed.documents();
    Outcome outcome = sealed.proposedOutcome();
    put(judged, read, outcome == Outcome.READY || outcome == Outcome.APPLIED, facts);
  }

  private static void put(
      Judged judged, List<ReadDocument> read, boolean all, Map<String, Object> facts) {
    Map<String, DocumentPinned> pins = judged.program().state().documents().pins();
    Map<String, List<String>> faults = new TreeMap<>();
    Set<String> unread = new HashSet<>(pins.keySet());
    for (ReadDocument document : read) {
      unread.remove(document.path());
      DocumentFault fault = fault(pins, document);
      if (fault != null) {
        faults.computeIfAbsent(fault.name(), f -> new ArrayList<>()).add(document.path());
      }
    }
    if (all && !unread.isEmpty()) {
      faults
          .computeIfAbsent(DocumentFault.DOCUMENT_MISSING.name(), f -> new ArrayList<>())
          .addAll(unread.stream().sorted().toList());
    }
    facts.put("documentFaults", faults);
  }

  /** What the reader says, who saw the bytes; else what revision, length and digest tell. */
  private static @Nullable DocumentFault fault(
      Map<String, DocumentPinned> pins, ReadDocument read) {
    DocumentPinned pin = pins.get(read.path());
    if (read.fault() != null) {
      return read.fault();
    }
    if (pin == null) {
      return DocumentFault.DOCUMENT_UNLISTED;
    }
    return pin.storeRevision() == read.storeRevision()
        ? DocumentFault.between(pin.bytes(), pin.sha256(), read.bytes(), read.sha256()).orElse(null)
        : DocumentFault.DOCUMENT_NOT_AS_PINNED;
  }
}
