package dev.laneledger.projections;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.rule.PacketTrees;
import dev.laneledger.projections.rule.RollbackValidator;
import dev.laneledger.projections.rule.RulePack;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payloads of a lane that does everything right; tests change one thing at a time. */
public final class Samples {
  public static final ContentHash A = hash("a");
  public static final ContentHash B = hash("b");
  public static final ContentHash C = hash("c");
  public static final byte[] EVIDENCE = {'a', 'b', 'c'};
  private static final List<String> KINDS = List.of("local_clone", "staging_clone");

  private Samples() {}

  private static ContentHash hash(String digit) {
    return new ContentHash(digit.repeat(64));
  }

  public static LaneData.Opened opened(String authority, String token) {
    return new LaneData.Opened("M", authority, "h", "2026-06-12", token);
  }

  public static LaneData.PreflightChecked preflight(
      Result result, LaneData.ReadDocument... documents) {
    String observed = result == Result.PASS ? "yes" : "no";
    return new LaneData.PreflightChecked(
        List.of(
            new LaneData.Gate("pins", null, "yes", observed, result, List.of(documents), null)));
  }

  public static LaneData.TargetLocked lock() {
    return lock(new LaneData.Target("clone", "local_clone", false, true), List.of());
  }

  public static LaneData.TargetLocked lock(LaneData.Target selected, List<String> notYetAvailable) {
    return new LaneData.TargetLocked(
        selected,
        List.of(new LaneData.Target("pg", "production", true, false)),
        notYetAvailable,
        KINDS,
        new LaneData.Isolation(
            "/private/tmp/clone.XXXXXX", List.of("source", "pg"), true, true, A, B, A, A),
        "PROVEN_ISOLATED_NOT_PRODUCTION");
  }

  public static LaneData.StepExecuted step(@Nullable String action) {
    return new LaneData.StepExecuted("RX", "insert", "clone", action, Result.PASS, List.of());
  }

  public static LaneData.RollbackProven proof() {
    return proof(A, B, A, null);
  }

  public static LaneData.RollbackProven proof(
      ContentHash before,
      ContentHash applied,
      ContentHash restored,
      @Nullable ContentHash expected) {
    return new LaneData.RollbackProven(
        List.of(
            new LaneData.RollbackEntry(
                "RB",
                "snapshot",
                List.of(3L, 4L, 3L),
                before,
                applied,
                restored,
                expected,
                true,
                "NOT_APPLICABLE")),
        List.of(new LaneData.Unchanged("executor", C, C)));
  }

  /** What the shipped validator says of that proof. */
  public static LaneData.Validated validated(LaneData.RollbackProven proof) {
    RulePack validator =
        Ledgers.PACKS.stream()
            .filter(p -> p.id().equals("rollback-proof"))
            .findFirst()
            .orElseThrow();
    return RollbackValidator.validate(validator, proof);
  }

  public static LaneData.Probed probed(EventRef refusal, String code, @Nullable EventRef control) {
    return new LaneData.Probed(
        List.of(new LaneData.Probe("B1", "a bad request", true, code, refusal)),
        new LaneData.ProbeControl("a good request", true, control));
  }

  public static LaneData.SurfaceClassified surface(String classification) {
    return new LaneData.SurfaceClassified("ci", classification, null, null, null, null, null);
  }

  public static LaneData.SurfacesAttested attested() {
    return new LaneData.SurfacesAttested(
        13, List.of(new LaneData.Surface("production PG", "UNTOUCHED")));
  }

  public static LaneData.EvidenceAttached evidence(String path) {
    return new LaneData.EvidenceAttached(
        path, Hash.sha256(EVIDENCE), EVIDENCE.length, "text/plain", "what was read");
  }

  public static LaneData.SelfChecked selfCheck(EventRef... basis) {
    return new LaneData.SelfChecked(
        List.of(new LaneData.Check("production not mutated", Result.PASS, List.of(basis))));
  }

  public static LaneData.PacketSealed sealed(
      PacketTrees.Rendered packet,
      LaneData.Outcome outcome,
      String status,
      LaneData.ReadDocument... documents) {
    return new LaneData.PacketSealed(
        "packet.v1", packet.tree(), packet.files(), outcome, status, List.of(documents));
  }

  /** The documents of those pins, read as they are pinned. */
  public static LaneData.ReadDocument[] read(Collection<ProgramData.DocumentPinned> pins) {
    return pins.stream()
        .map(d -> new LaneData.ReadDocument(d.path(), d.storeRevision(), d.bytes(), d.sha256()))
        .toArray(LaneData.ReadDocument[]::new);
  }

  public static ProgramData.DocumentPinned pin(String path, long revision, Hash sha256) {
    return new ProgramData.DocumentPinned(path, revision, null, 3, sha256, null, null);
  }

  public static Hash zero() {
    return Hash.of(new byte[32]);
  }
}
