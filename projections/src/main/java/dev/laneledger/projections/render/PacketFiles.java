package dev.laneledger.projections.render;

import dev.laneledger.api.hash.Hash;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The JSON files of {@code packet.v1} that are rendered from events alone. */
final class PacketFiles {
  private static final int PACK_DIGITS = 12;

  static final List<Part> PARTS =
      List.of(
          new Part("lane.json", "who the lane is, and its events in order", LaneFiles::lane),
          new Part(
              "preflight.json",
              "the gates before any work, compared with pinned bytes",
              LaneFiles::preflight),
          new Part(
              "rehearsal-target-lock.json",
              "what was worked on, and the proof that it is not production",
              LaneFiles::targetLock),
          new Part(
              "rehearsal-execution-plan.json",
              "the steps, and which of the program's actions they ask for",
              RehearsalFiles::plan),
          new Part(
              "rehearsal-execution-evidence.json", "what each step saw", RehearsalFiles::execution),
          new Part(
              "clone-rollback-evidence.json",
              "content and rows before, after applying, after rolling back",
              RehearsalFiles::cloneRollback),
          new Part(
              "rollback-recovery-proof.json",
              "what those measurements prove",
              RehearsalFiles::rollbackProof),
          new Part(
              "hardened-validator-result.json",
              "selftest, proof and forced control under the pinned rule pack",
              JudgementFiles::validator),
          new Part(
              "rehearsal-bad-input-probes.json",
              "bad requests that were really sent, and one good one",
              JudgementFiles::probes),
          new Part(
              "ci-unknown-resolution.json",
              "surfaces by class; an unknown one names its blocker",
              JudgementFiles::surfaces),
          new Part(
              "forbidden-surface-proof.json",
              "surfaces that the lane attests it did not touch",
              JudgementFiles::forbiddenSurfaces),
          new Part(
              "updated-production-blocker-map.json",
              "what the lane changed, and every blocker of the program",
              BlockerFiles::blockerMap),
          new Part(
              "decision-packet.json",
              "what the owner is asked, and what was decided so far",
              DecisionFiles::decisionPacket),
          new Part(
              "ticket-reservation.json",
              "the tickets that the lane reserved, and where the numbers stand",
              TicketFiles::reservation),
          new Part(
              "refusals.json",
              "requests in this lane's stream that a rule denied",
              JudgementFiles::refusals),
          new Part(
              "self-check.json",
              "what the lane declares of itself, and what follows from its events",
              ClosingFiles::selfCheck),
          new Part(
              "exit_codes.json",
              "each run's result as 0, 1 or 2, beside the one expected",
              ClosingFiles::exitCodes));

  private PacketFiles() {}

  /** One rendered file. */
  record Part(String path, String purpose, Function<LaneView, ObjectNode> content) {}

  /** Where a rule pack stands in the packet. */
  static String packPath(String pack, Hash sha256) {
    return "packs/" + pack + "-" + sha256.hex().substring(0, PACK_DIGITS) + ".yaml";
  }
}
