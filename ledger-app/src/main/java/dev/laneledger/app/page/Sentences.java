package dev.laneledger.app.page;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.TicketData;
import java.util.Locale;

/** What an event says, in one short sentence for a person. */
final class Sentences {
  private Sentences() {}

  static String of(LedgerEvent event) {
    return switch (event.payload()) {
      case ProgramData data -> program(data);
      case TicketData data -> tickets(data);
      case LaneData data -> lane(data);
      case LedgerData.Refused refused -> "refused with " + refused.code();
      case LedgerData.StateAttested attested ->
          "attested the state after " + attested.size() + " entries";
      case LedgerData.ReplayAttested replay ->
          "replayed " + replay.size() + " entries: " + replay.outcome();
      case LedgerData.PrincipalRegistered p -> "registered " + p.principal();
      case LedgerData.PrincipalRevoked p -> "revoked " + p.principal();
      case LedgerData.PolicyAdopted adopted -> "adopted the rule pack " + adopted.pack();
      default -> plain(event.type().shortName());
    };
  }

  private static String plain(String name) {
    return name.replace('.', ' ').replace('-', ' ');
  }

  private static String program(ProgramData data) {
    return switch (data) {
      case ProgramData.Registered p -> "registered the program " + p.program();
      case ProgramData.BlockerRaised b -> "raised " + b.blocker();
      case ProgramData.LegDischarged l -> "discharged " + l.leg() + " of " + l.blocker();
      case ProgramData.LegReopened l -> "reopened " + l.leg() + " of " + l.blocker();
      case ProgramData.BlockerNarrowed b -> "narrowed " + b.blocker();
      case ProgramData.PacketPublished p -> "published the decision packet " + p.packet();
      case ProgramData.Selected s -> "selected " + s.option() + " from " + s.packet();
      case ProgramData.Delegated d -> "delegated " + d.token() + " through " + d.through();
      case ProgramData.Consumed c ->
          "consumed " + c.token() + (c.lane() == null ? "" : " for the lane " + c.lane());
      case ProgramData.Expired e -> "stated that the choice from " + e.packet() + " expired";
      case ProgramData.Lapsed l -> "stated that the choice from " + l.packet() + " lapsed";
      case ProgramData.GrantIssued g -> "granted " + g.action();
      case ProgramData.GrantRevoked g -> "revoked the grant " + g.action();
      case ProgramData.DocumentPinned d -> "pinned " + d.path();
      case ProgramData.PacketTreeClaimed c -> "claimed a packet tree of " + c.lane();
    };
  }

  private static String tickets(TicketData data) {
    return switch (data) {
      case TicketData.Registered r ->
          "registered " + r.ranges().size() + " ticket ranges of " + r.prefix();
      case TicketData.Reserved r ->
          "reserved tickets " + r.from() + "–" + r.to() + " for " + r.lane();
      case TicketData.Withdrawn w -> "withdrew tickets " + w.from() + "–" + w.to();
      case TicketData.Folded f -> "folded tickets " + f.from() + "–" + f.to();
    };
  }

  private static String lane(LaneData data) {
    return switch (data) {
      case LaneData.Opened o -> "opened the lane under " + o.macro();
      case LaneData.PreflightChecked p -> "checked " + p.gates().size() + " gates";
      case LaneData.TargetLocked t -> "locked the target " + t.selected().name();
      case LaneData.StepExecuted s -> "ran " + s.step() + ": " + s.result();
      case LaneData.RollbackProven r -> "rolled back " + r.entries().size() + " changes";
      case LaneData.Validated v -> "validated with " + v.pack() + ": " + v.outcome();
      case LaneData.SurfaceClassified s -> "classified " + s.surface() + " " + s.classification();
      case LaneData.Probed p -> "sent " + p.probes().size() + " bad requests";
      case LaneData.SurfacesAttested s -> "attested " + s.claimed() + " surfaces";
      case LaneData.EvidenceAttached e -> "attached " + e.path();
      case LaneData.SelfChecked s -> "checked itself on " + s.checks().size() + " points";
      case LaneData.PacketSealed s -> "sealed a packet of " + s.files() + " files";
      case LaneData.Completed c -> "ended " + words(c.outcome().name());
      case LaneData.Stopped s -> "stopped: " + s.reason();
      case LaneData.Imported i -> "imported: " + i.title();
    };
  }

  /** {@code READY_NOT_APPLIED} as {@code ready not applied}. */
  static String words(String name) {
    return name.replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
