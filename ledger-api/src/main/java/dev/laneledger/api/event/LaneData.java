package dev.laneledger.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.laneledger.api.document.DocumentFault;
import dev.laneledger.api.hash.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payloads of a lane's stream, in the order of a lane's life. */
public sealed interface LaneData extends EventData {

  /** How a lane ended; it must follow from the lane's events. */
  enum Outcome {
    READY,
    APPLIED,
    READY_NOT_APPLIED,
    STOPPED,
    REJECTED
  }

  /** The result of one check. */
  enum Result {
    PASS,
    FAIL
  }

  record Opened(String macro, String authority, String host, String date, String consumes)
      implements LaneData {}

  /** All gates that were looked at before any work. */
  record PreflightChecked(List<Gate> gates) implements LaneData {}

  /**
   * One precondition. It passes exactly if {@code observed} equals {@code expected} and every
   * document equals its pin.
   *
   * @param subject what was looked at: a lane, a pack, a ticket prefix; null: the program
   * @param documents governed bytes as they were read
   */
  record Gate(
      String gate,
      @Nullable String subject,
      String expected,
      String observed,
      Result result,
      List<ReadDocument> documents,
      @Nullable String note) {}

  /**
   * A governed document as it was read.
   *
   * @param bytes length; 0 of one that is missing, whose digest is that of no bytes
   * @param fault how it differs from its pin, as the reader saw it, who has the bytes of both;
   *     null: it does not
   */
  record ReadDocument(
      String path, long storeRevision, long bytes, Hash sha256, @Nullable DocumentFault fault) {
    /** One that does not differ from its pin. */
    public ReadDocument(String path, long storeRevision, long bytes, Hash sha256) {
      this(path, storeRevision, bytes, sha256, null);
    }
  }

  /** What the rehearsal works on, and the proof that it is not production. */
  record TargetLocked(
      Target selected,
      List<Target> notSelected,
      List<String> notYetAvailable,
      List<String> acceptedKinds,
      Isolation isolation,
      String verdict)
      implements LaneData {}

  /** A place that a change could be applied to. */
  record Target(
      String name,
      String kind,
      @JsonProperty("isProduction") boolean isProduction,
      boolean allowed) {}

  /**
   * How isolation was shown.
   *
   * @param pathToken fixed token that stands for the real temporary directory
   * @param comparedWith names of the source and of every production target it was compared with
   * @param realPathDiffers the clone's real path differs from all of them
   * @param fileDiffers (device, inode) differs from all of them
   * @param sourceBefore content hash of the source before a marker was written into the clone
   * @param cloneWithMarker content hash of the clone with the marker
   * @param sourceAfter content hash of the source afterwards
   * @param cloneAfter content hash of the clone with the marker taken out again
   */
  record Isolation(
      String pathToken,
      List<String> comparedWith,
      boolean realPathDiffers,
      boolean fileDiffers,
      ContentHash sourceBefore,
      ContentHash cloneWithMarker,
      ContentHash sourceAfter,
      ContentHash cloneAfter) {}

  /**
   * @param action what the step asks to do, from the program's vocabulary; null: rehearse only
   * @param mutates what it changes
   */
  record StepExecuted(
      String step,
      String does,
      String mutates,
      @Nullable String action,
      Result result,
      List<Observation> observations)
      implements LaneData {}

  /** One value that a step saw. */
  record Observation(String name, String value) {}

  record RollbackProven(List<RollbackEntry> entries, List<Unchanged> invariants)
      implements LaneData {}

  /**
   * @param path how it was undone
   * @param expected the pinned content that the rollback had to restore; null: {@code before}
   * @param rows rows before, after applying, after rolling back
   * @param restoredMatch what the lane says: the rollback restored what was expected
   */
  record RollbackEntry(
      String id,
      String path,
      List<Long> rows,
      @Nullable ContentHash before,
      @Nullable ContentHash afterApply,
      @Nullable ContentHash afterRollback,
      @Nullable ContentHash expected,
      boolean restoredMatch,
      String productionRollbackStatus) {}

  /** Something that had to stay as it was. */
  record Unchanged(String name, ContentHash before, ContentHash after) {}

  /** The validator's run: its own selftest, this lane's proof, and a control that must fail. */
  record Validated(
      String pack,
      Hash packSha256,
      Result selftest,
      Result proof,
      List<String> proofCodes,
      Control control,
      Result outcome,
      @Nullable String claim)
      implements LaneData {}

  /** A proof entry forced to show no mutation; the validator must refuse it with these codes. */
  record Control(String entry, Result result, List<String> codes) {}

  record SurfaceClassified(
      String surface,
      @JsonProperty("class") String classification,
      @Nullable String result,
      @Nullable String blocker,
      @Nullable List<Role> actors,
      @Nullable String inputNeeded,
      @Nullable Boolean affectsSafety)
      implements LaneData {}

  record Probed(List<Probe> probes, ProbeControl control) implements LaneData {}

  /**
   * One bad request that was really sent.
   *
   * @param code the code it was refused with
   * @param refusal where the ledger kept the refusal
   */
  record Probe(
      String id, String defect, boolean failedClosed, String code, @Nullable EventRef refusal) {}

  /** The good request among the probes: it must be allowed, or the probes prove nothing. */
  record ProbeControl(String request, boolean allowed, @Nullable EventRef event) {}

  record SurfacesAttested(long claimed, List<Surface> surfaces) implements LaneData {}

  record Surface(String surface, String state) {}

  /**
   * Evidence kept as a blob; it stands in the packet as {@code evidence/{path}}.
   *
   * @param summary the lane's words on it; null: none
   */
  record EvidenceAttached(
      String path, Hash sha256, long bytes, String mediaType, @Nullable String summary)
      implements LaneData {}

  record SelfChecked(List<Check> checks) implements LaneData {}

  /**
   * @param basis the events that the answer rests on
   */
  record Check(String check, Result answer, List<EventRef> basis) {}

  /**
   * @param renderer {@code packet.v1}
   * @param packetTree SHA-256 of the packet's manifest
   * @param files number of governed files
   * @param documents governed documents as they were read once more; null: none was
   */
  record PacketSealed(
      String renderer,
      Hash packetTree,
      long files,
      Outcome proposedOutcome,
      String proposedStatus,
      @Nullable List<ReadDocument> documents)
      implements LaneData {
    /** A seal for which no document was read once more. */
    public PacketSealed(
        String renderer,
        Hash packetTree,
        long files,
        Outcome proposedOutcome,
        String proposedStatus) {
      this(renderer, packetTree, files, proposedOutcome, proposedStatus, null);
    }
  }

  record Completed(Outcome outcome, String status, @Nullable String summary) implements LaneData {}

  record Stopped(String reason, @Nullable String gate, @Nullable String status)
      implements LaneData {}

  /** A lane of the time before this ledger, as it was told: every value is a claim. */
  record Imported(
      String title,
      @Nullable String macro,
      @Nullable String host,
      String date,
      @Nullable Outcome outcome,
      @Nullable String status,
      @Nullable Hash packetTree,
      @Nullable List<Long> tickets)
      implements LaneData {}
}
