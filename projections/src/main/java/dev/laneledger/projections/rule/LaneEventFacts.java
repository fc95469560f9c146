package dev.laneledger.projections.rule;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.projections.blocker.Blocker;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Facts of a lane's own events:
 *
 * <ul>
 *   <li>{@code opensLane}: the batch consumes the decision, before it opens the lane
 *   <li>{@code documentFaults}: see {@link DocumentFacts}
 *   <li>{@code isolationProven}: the target's own facts prove it
 *   <li>{@code granted}, {@code blockedBy}: whether the step's action is granted, and the open
 *       blockers that block it
 *   <li>{@code proofGiven}, {@code unpinned}: whether there is a rollback proof, and its entries
 *       whose expectation is neither what was before nor the digest of a pinned document
 *   <li>{@code packAdopted}, {@code proofCodes}, {@code controlCodes}: whether the validator is an
 *       adopted pack, and what it says of the lane's proof and of the control, which is the proof's
 *       first entry
 *   <li>{@code misreportedProbes}, {@code controlKept}: probes whose refusal the ledger did not
 *       keep or that share one, and whether the lane holds the control's event
 *   <li>{@code evidenceLengthRight}, {@code evidenceTooLong}, {@code evidenceClaims}: whether the
 *       attached bytes are as many as is said, whether they are text that is too long to be
 *       searched, and the words of a forbidden shape in such text that is not a pinned document
 *   <li>{@code basisMissing}: events that the self-check rests on and that are not there
 *   <li>{@code packetAsRendered}, {@code packetTree}: whether tree and number of files are those
 *       that the ledger renders, and the tree that it renders
 * </ul>
 */
final class LaneEventFacts {
  private LaneEventFacts() {}

  static void putInnocent(Map<String, Object> facts) {
    facts.put("opensLane", true);
    facts.put("documentFaults", Map.of());
    facts.put("isolationProven", true);
    facts.put("granted", true);
    facts.put("blockedBy", List.of());
    facts.put("proofGiven", true);
    facts.put("unpinned", List.of());
    facts.put("packAdopted", true);
    facts.put("proofCodes", List.of());
    facts.put("controlCodes", List.of());
    facts.put("misreportedProbes", List.of());
    facts.put("controlKept", true);
    facts.put("basisMissing", List.of());
    facts.put("evidenceLengthRight", true);
    facts.put("evidenceTooLong", false);
    facts.put("evidenceClaims", List.of());
    facts.put("packetAsRendered", true);
    facts.put("packetTree", "");
  }

  static void put(Judged judged, LaneData payload, Map<String, Object> facts) {
    switch (payload) {
      case LaneData.Opened o -> facts.put("opensLane", judged.together().consumedFor(o.consumes()));
      case LaneData.PreflightChecked p -> DocumentFacts.put(judged, p, facts);
      case LaneData.TargetLocked t -> facts.put("isolationProven", Isolation.proven(t));
      case LaneData.StepExecuted s -> step(judged, s, facts);
      case LaneData.RollbackProven proof -> {
        facts.put("proofGiven", !proof.entries().isEmpty());
        facts.put("unpinned", unpinned(judged, proof));
      }
      case LaneData.Validated v -> validated(judged, v, facts);
      case LaneData.SurfaceClassified s ->
          facts.put(
              "known",
              s.blocker() == null || judged.blocker(s.blocker()).map(Blocker::open).orElse(false));
      case LaneData.Probed probed -> probed(judged, probed, facts);
      case LaneData.EvidenceAttached e -> evidence(judged, e, facts);
      case LaneData.SelfChecked s -> facts.put("basisMissing", basisMissing(judged, s));
      case LaneData.PacketSealed s -> sealed(judged, s, facts);
      default -> {}
    }
  }

  private static void step(Judged judged, LaneData.StepExecuted step, Map<String, Object> facts) {
    String action = step.action();
    if (action != null) {
      facts.put("unknownWords", judged.unknownActions(List.of(action)));
      facts.put("granted", judged.program().state().decisions().granted(action));
      facts.put("blockedBy", judged.blockedBy(action));
    }
  }

  private static List<String> unpinned(Judged judged, LaneData.RollbackProven proof) {
    return proof.entries().stream()
        .filter(e -> {
          ContentHash expected = e.expected();
          return expected != null
              && !expected.equals(e.before())
              && !judged.pinned(expected.text());
        })
        .map(LaneData.RollbackEntry::id)
        .toList();
  }

  private static void validated(Judged judged, LaneData.Validated v, Map<String, Object> facts) {
    boolean adopted = judged.ledger().adopted(v.pack()).map(v.packSha256()::equals).orElse(false);
    facts.put("packAdopted", adopted);
    LaneData.RollbackProven proof = judged.lane().proof();
    facts.put("proofGiven", proof != null && !proof.entries().isEmpty());
    if (adopted && proof != null) {
      judged
          .packs()
          .apply(v.packSha256())
          .ifPresent(pack -> {
            LaneData.Validated run = RollbackValidator.validate(pack, proof);
            facts.put("proofCodes", run.proofCodes());
            facts.put("controlCodes", controlCodes(run.control(), v.control()));
          });
    }
  }

  /** What the control gives, if it is the entry that the validator forces. */
  private static List<String> controlCodes(LaneData.Control run, LaneData.Control told) {
    return run.entry().equals(told.entry()) ? run.codes() : List.of();
  }

  private static void probed(Judged judged, LaneData.Probed probed, Map<String, Object> facts) {
    Set<EventRef> seen = new HashSet<>();
    facts.put(
        "misreportedProbes",
        probed.probes().stream()
            .filter(LaneData.Probe::failedClosed)
            .filter(p ->
                p.refusal() == null
                    || !kept(judged, p.refusal(), p.code())
                    || !seen.add(p.refusal()))
            .map(LaneData.Probe::id)
            .toList());
    EventRef control = probed.control().event();
    facts.put("controlKept", control != null && !ownType(judged, control).isEmpty());
  }

  private static boolean kept(Judged judged, EventRef at, String code) {
    return at.source().equals(judged.draft().source())
        && judged.lane().facts().refusalAt(at.streamseq()).equals(code);
  }

  /** The type of an event of this lane; empty for a refusal and for what is not there. */
  private static String ownType(Judged judged, EventRef at) {
    String type =
        at.source().equals(judged.draft().source())
            ? judged.lane().facts().typeAt(at.streamseq())
            : "";
    return type.equals(Judged.REFUSAL) ? "" : type;
  }

  private static void sealed(
      Judged judged, LaneData.PacketSealed sealed, Map<String, Object> facts) {
    PacketTrees.Rendered rendered = judged.packet();
    facts.put(
        "packetAsRendered",
        rendered.tree().equals(sealed.packetTree()) && rendered.files() == sealed.files());
    facts.put("packetTree", rendered.tree().hex());
    DocumentFacts.put(judged, sealed, facts);
  }

  /** What is pinned is governed input: it is quoted, and says nothing of the lane. */
  private static void evidence(
      Judged judged, LaneData.EvidenceAttached attached, Map<String, Object> facts) {
    byte[] bytes = judged.bytes(attached.sha256());
    facts.put("evidenceLengthRight", bytes.length == attached.bytes());
    if (!judged.pinned(attached.sha256().hex())) {
      EvidenceText text = new EvidenceText(bytes, attached.mediaType());
      facts.put("evidenceTooLong", text.tooLong());
      facts.put("evidenceClaims", text.claims());
    }
  }

  private static List<String> basisMissing(Judged judged, LaneData.SelfChecked checked) {
    return checked.checks().stream()
        .flatMap(c -> c.basis().stream())
        .filter(ref -> !judged.inProgram(ref) || !judged.exists(ref))
        .map(EventRef::toString)
        .toList();
  }
}
