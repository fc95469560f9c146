package dev.laneledger.app.http;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.rule.RollbackValidator;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Payloads in which nothing is wrong; a case changes one thing. */
final class GoodData {
  static final ContentHash A = new ContentHash("a".repeat(64));
  static final ContentHash B = new ContentHash("b".repeat(64));
  static final ContentHash C = new ContentHash("c".repeat(64));
  static final LaneData.Target CLONE = new LaneData.Target("clone", "local_clone", false, true);
  static final byte[] EVIDENCE = {'a', 'b', 'c'};
  static final Hash ZERO = Hash.of(new byte[32]);
  static final LaneData.ReadDocument REGISTRY = new LaneData.ReadDocument("registry", 24, 3, ZERO);

  private GoodData() {}

  static RulePack pack(String id) {
    return ShippedPacks.all().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  static ProgramData.Registered program(String name) {
    return new ProgramData.Registered(
        name,
        "a test",
        new ProgramData.Vocabulary(
            List.of("REAL_RUN", "CI_DEPLOY"), List.of("OPT_4", "REAL_RUN"), List.of("REAL_RUN")));
  }

  static ProgramData.Leg leg(String leg, Role actor, Strength strength, Requirement... requires) {
    return new ProgramData.Leg(leg, actor, strength, List.of(requires));
  }

  static ProgramData.BlockerRaised blocker(String id) {
    return blocker(
        id,
        leg("clone", Role.LANE, Strength.SYNTHETIC_CLONE),
        leg("classification", Role.LANE, Strength.ANALYSIS),
        leg("production", Role.LANE, Strength.PRODUCTION),
        leg("word", Role.OWNER, Strength.ANALYSIS),
        leg("granted", Role.OWNER, Strength.ANALYSIS, grant("OPT_4")));
  }

  static ProgramData.BlockerRaised blocker(String id, ProgramData.Leg... legs) {
    return new ProgramData.BlockerRaised(
        id, "a proof", List.of(Role.LANE), List.of("REAL_RUN"), "prove it", List.of(legs));
  }

  static Requirement grant(String grant) {
    return new Requirement(grant, null, null, null, null);
  }

  private static Requirement input(String input) {
    return new Requirement(null, null, null, input, null);
  }

  static ProgramData.Option option(String token, Requirement... requires) {
    return new ProgramData.Option(token, List.of(requires));
  }

  /** It offers HOLD, GO, and EXECUTE, for which the input {@code dump} is missing. */
  static ProgramData.PacketPublished packet(String id) {
    return packet(id, "HOLD", option("HOLD"), option("GO"), option("EXECUTE", input("dump")));
  }

  static ProgramData.PacketPublished packet(
      String id, String byDefault, ProgramData.Option... options) {
    return new ProgramData.PacketPublished(id, byDefault, List.of(options), 1, null);
  }

  static ProgramData.DocumentPinned registry(long revision) {
    return new ProgramData.DocumentPinned("registry", revision, null, 3, ZERO, null, null);
  }

  static TicketData.Registered history(String prefix, long... bounds) {
    List<TicketData.PastRange> ranges = new ArrayList<>();
    long[] of = bounds.length == 0 ? new long[] {1, 304} : bounds;
    for (int i = 0; i < of.length; i += 2) {
      ranges.add(
          new TicketData.PastRange(of[i], of[i + 1], "x", TicketData.State.APPLIED, null, null));
    }
    return new TicketData.Registered(prefix, ranges, List.of());
  }

  static LaneData.Opened opened(String authority, String token) {
    return new LaneData.Opened("M", authority, "h", "2026-06-12", token);
  }

  /**
   * One gate that expects yes; it passes on what was seen, or says that it fails.
   *
   * @param documents none: the registry as it is pinned
   */
  static LaneData.PreflightChecked preflight(String seen, LaneData.ReadDocument... documents) {
    Result result = seen.equals("no") ? Result.FAIL : Result.PASS;
    List<LaneData.ReadDocument> read =
        documents.length == 0 ? List.of(REGISTRY) : List.of(documents);
    return new LaneData.PreflightChecked(
        List.of(new LaneData.Gate("pins", null, "yes", seen, result, read, null)));
  }

  static LaneData.TargetLocked lock(LaneData.Target selected) {
    return lock(selected, List.of());
  }

  static LaneData.TargetLocked lock(LaneData.Target selected, List<String> notYetAvailable) {
    return lock(selected, notYetAvailable, A);
  }

  /**
   * @param sourceAfter content of the source after the marker was written into the clone
   */
  static LaneData.TargetLocked lock(
      LaneData.Target selected, List<String> notYetAvailable, ContentHash sourceAfter) {
    return new LaneData.TargetLocked(
        selected,
        List.of(new LaneData.Target("pg", "production", true, false)),
        notYetAvailable,
        List.of("local_clone", "staging_clone"),
        new LaneData.Isolation(
            "/private/tmp/clone.XXXXXX", List.of("source", "pg"), true, true, A, B, sourceAfter, A),
        "PROVEN_ISOLATED_NOT_PRODUCTION");
  }

  static LaneData.StepExecuted step(@Nullable String action) {
    return new LaneData.StepExecuted("RX", "insert", "clone", action, Result.PASS, List.of());
  }

  static LaneData.RollbackEntry entry() {
    return entry(List.of(3L, 4L, 3L), A, B, A, null);
  }

  static LaneData.RollbackEntry entry(
      List<Long> rows,
      @Nullable ContentHash before,
      @Nullable ContentHash applied,
      @Nullable ContentHash restored,
      @Nullable ContentHash expected) {
    return entry(rows, before, applied, restored, expected, true, "NOT_APPLICABLE");
  }

  static LaneData.RollbackEntry entry(
      List<Long> rows,
      @Nullable ContentHash before,
      @Nullable ContentHash applied,
      @Nullable ContentHash restored,
      @Nullable ContentHash expected,
      boolean match,
      String production) {
    return new LaneData.RollbackEntry(
        "RB", "snapshot", rows, before, applied, restored, expected, match, production);
  }

  static LaneData.RollbackProven proof(LaneData.RollbackEntry... entries) {
    return proof(C, entries);
  }

  /**
   * @param afterwards the content of what had to stay C
   */
  static LaneData.RollbackProven proof(ContentHash afterwards, LaneData.RollbackEntry... entries) {
    return new LaneData.RollbackProven(
        List.of(entries), List.of(new LaneData.Unchanged("executor", C, afterwards)));
  }

  /** What the shipped validator says of the good proof. */
  static LaneData.Validated validated() {
    return RollbackValidator.validate(pack("rollback-proof"), proof(entry()));
  }

  static LaneData.Probe probe(String id, EventRef refusal) {
    return new LaneData.Probe(id, "bad", true, "ACTION_NOT_AUTHORIZED_FOR_LANE", refusal);
  }

  static LaneData.Probed probed(@Nullable EventRef control, LaneData.Probe... probes) {
    return new LaneData.Probed(
        List.of(probes), new LaneData.ProbeControl("a good request", true, control));
  }

  static LaneData.SurfaceClassified surface(String classification) {
    return new LaneData.SurfaceClassified("ci", classification, null, null, null, null, null);
  }

  static LaneData.EvidenceAttached evidence(String path) {
    return evidence(path, EVIDENCE.length, EVIDENCE);
  }

  static LaneData.EvidenceAttached evidence(String path, long length, byte[] bytes) {
    return new LaneData.EvidenceAttached(
        path, Hash.sha256(bytes), length, "text/plain", "what was read");
  }

  static LaneData.SelfChecked selfCheck(EventRef... basis) {
    return new LaneData.SelfChecked(
        List.of(new LaneData.Check("production not mutated", Result.PASS, List.of(basis))));
  }

  /** A seal of the packet in that zip. */
  static LaneData.PacketSealed sealed(byte[] packet, LaneData.Outcome outcome) {
    long files = 0;
    Hash tree = ZERO;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packet))) {
      for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
        switch (next.getName()) {
          case "HASH_MANIFEST.txt" -> {}
          case "packet_tree.sha256" ->
              tree = Hash.fromHex(new String(zip.readAllBytes(), StandardCharsets.UTF_8).strip());
          default -> files++;
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new LaneData.PacketSealed("packet.v1", tree, files, outcome, "DONE", List.of(REGISTRY));
  }
}
