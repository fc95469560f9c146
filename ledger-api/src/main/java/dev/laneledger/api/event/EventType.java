package dev.laneledger.api.event;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.laneledger.api.event.StreamId.Kind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every event type, with its wire name, its payload and the streams that take it. */
public enum EventType {
  LEDGER_CREATED("ledger.created", LedgerData.Created.class, Kind.LEDGER),
  PRINCIPAL_REGISTERED(
      "ledger.principal-registered", LedgerData.PrincipalRegistered.class, Kind.LEDGER),
  PRINCIPAL_REVOKED("ledger.principal-revoked", LedgerData.PrincipalRevoked.class, Kind.LEDGER),
  POLICY_ADOPTED("ledger.policy-adopted", LedgerData.PolicyAdopted.class, Kind.LEDGER),
  OWNER_KEY_ADDED("ledger.owner-key-added", LedgerData.OwnerKeyAdded.class, Kind.LEDGER),
  OWNER_KEY_REVOKED("ledger.owner-key-revoked", LedgerData.OwnerKeyRevoked.class, Kind.LEDGER),
  KEY_ROTATED("ledger.key-rotated", LedgerData.KeyRotated.class, Kind.LEDGER),
  REPLAY_ATTESTED("ledger.replay-attested", LedgerData.ReplayAttested.class, Kind.LEDGER),
  BLOB_REDACTED("blob.redacted", LedgerData.BlobRedacted.class, Kind.LEDGER),
  STATE_ATTESTED("ledger.state-attested", LedgerData.StateAttested.class, Kind.ATTESTATIONS),
  REQUEST_REFUSED("request.refused", LedgerData.Refused.class, Kind.values()),

  PROGRAM_REGISTERED("program.registered", ProgramData.Registered.class, Kind.PROGRAM),
  BLOCKER_RAISED("blocker.raised", ProgramData.BlockerRaised.class, Kind.PROGRAM),
  LEG_DISCHARGED("blocker.leg-discharged", ProgramData.LegDischarged.class, Kind.PROGRAM),
  LEG_REOPENED("blocker.leg-reopened", ProgramData.LegReopened.class, Kind.PROGRAM),
  BLOCKER_NARROWED("blocker.narrowed", ProgramData.BlockerNarrowed.class, Kind.PROGRAM),
  PACKET_PUBLISHED("decision-packet.published", ProgramData.PacketPublished.class, Kind.PROGRAM),
  DECISION_SELECTED("decision.selected", ProgramData.Selected.class, Kind.PROGRAM),
  DECISION_DELEGATED("decision.delegated", ProgramData.Delegated.class, Kind.PROGRAM),
  DECISION_CONSUMED("decision.consumed", ProgramData.Consumed.class, Kind.PROGRAM),
  DECISION_EXPIRED("decision.expired", ProgramData.Expired.class, Kind.PROGRAM),
  DECISION_LAPSED("decision.lapsed", ProgramData.Lapsed.class, Kind.PROGRAM),
  GRANT_ISSUED("grant.issued", ProgramData.GrantIssued.class, Kind.PROGRAM),
  GRANT_REVOKED("grant.revoked", ProgramData.GrantRevoked.class, Kind.PROGRAM),
  DOCUMENT_PINNED("document.pinned", ProgramData.DocumentPinned.class, Kind.PROGRAM),
  PACKET_TREE_CLAIMED("packet-tree.claimed", ProgramData.PacketTreeClaimed.class, Kind.PROGRAM),

  TICKETS_REGISTERED("tickets.registered", TicketData.Registered.class, Kind.TICKETS),
  TICKETS_RESERVED("tickets.reserved", TicketData.Reserved.class, Kind.TICKETS),
  TICKETS_WITHDRAWN("tickets.withdrawn", TicketData.Withdrawn.class, Kind.TICKETS),
  TICKETS_FOLDED("tickets.folded", TicketData.Folded.class, Kind.TICKETS),

  LANE_OPENED("lane.opened", LaneData.Opened.class, Kind.LANE),
  LANE_PREFLIGHT_CHECKED("lane.preflight-checked", LaneData.PreflightChecked.class, Kind.LANE),
  LANE_TARGET_LOCKED("lane.target-locked", LaneData.TargetLocked.class, Kind.LANE),
  LANE_STEP_EXECUTED("lane.step-executed", LaneData.StepExecuted.class, Kind.LANE),
  LANE_ROLLBACK_PROVEN("lane.rollback-proven", LaneData.RollbackProven.class, Kind.LANE),
  LANE_VALIDATED("lane.validated", LaneData.Validated.class, Kind.LANE),
  LANE_SURFACE_CLASSIFIED("lane.surface-classified", LaneData.SurfaceClassified.class, Kind.LANE),
  LANE_PROBED("lane.probed", LaneData.Probed.class, Kind.LANE),
  LANE_SURFACES_ATTESTED("lane.surfaces-attested", LaneData.SurfacesAttested.class, Kind.LANE),
  LANE_EVIDENCE_ATTACHED("lane.evidence-attached", LaneData.EvidenceAttached.class, Kind.LANE),
  LANE_SELF_CHECKED("lane.self-checked", LaneData.SelfChecked.class, Kind.LANE),
  LANE_PACKET_SEALED("lane.packet-sealed", LaneData.PacketSealed.class, Kind.LANE),
  LANE_COMPLETED("lane.completed", LaneData.Completed.class, Kind.LANE),
  LANE_STOPPED("lane.stopped", LaneData.Stopped.class, Kind.LANE),
  LANE_IMPORTED("lane.imported", LaneData.Imported.class, Kind.LANE);

  private static final Map<String, EventType> BY_WIRE = new HashMap<>();

  static {
    for (EventType type : values()) {
      BY_WIRE.put(type.wire, type);
    }
  }

  private final String name;
  private final String wire;
  private final Class<? extends EventData> payload;
  private final Set<Kind> streams;

  EventType(String name, Class<? extends EventData> payload, Kind... streams) {
    this.name = name;
    this.wire = "dev.laneledger." + name + ".v1";
    this.payload = payload;
    this.streams = EnumSet.of(streams[0], streams);
  }

  /** The CloudEvents {@code type}, such as {@code dev.laneledger.lane.opened.v1}. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** The short name that rule packs and people use, such as {@code lane.opened}. */
  public String shortName() {
    return name;
  }

  /** The record that the payload is read into. */
  public Class<? extends EventData> payload() {
    return payload;
  }

  /** Whether an event of this type may stand in a stream of that kind. */
  public boolean belongsIn(Kind kind) {
    return streams.contains(kind);
  }

  /** The type of that wire name, or empty: an unknown type is refused, never skipped. */
  public static Optional<EventType> ofWire(String wire) {
    return Optional.ofNullable(BY_WIRE.get(wire));
  }

  /** The type of that short name, or empty. */
  public static Optional<EventType> ofName(String name) {
    return ofWire("dev.laneledger." + name + ".v1");
  }
}
