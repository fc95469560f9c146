package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.ticket.TicketBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes {@code facts} of one event: what its rules need to know of the states, and nothing that
 * a rule could say itself. Each event type has its own facts; {@link #INNOCENT} lists them all with
 * the values of an event that nothing speaks against, which is what selftests start from.
 */
final class FactFinder {
  /** Every fact with the value of an innocent event. */
  static final Map<String, Object> INNOCENT = innocent();

  private FactFinder() {}

  private static Map<String, Object> innocent() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("words", List.of());
    facts.put("unknownWords", List.of());
    facts.put("mismatches", List.of());
    facts.put("unmet", List.of());
    facts.put("isolationProven", true);
    facts.put("proofGiven", true);
    facts.put("proofCodes", List.of());
    facts.put("controlCodes", List.of());
    facts.put("packAdopted", true);
    facts.put("misreportedProbes", List.of());
    facts.put("opensLane", true);
    facts.put("usable", "SELECTION");
    facts.put("decider", "");
    facts.put("known", true);
    facts.put("leg", "OPEN");
    facts.put("legActor", "LANE");
    facts.put("strong", true);
    facts.put("evidenceMissing", List.of());
    facts.put("nextFree", 1L);
    facts.put("rangeReserved", true);
    facts.put("laneOpen", true);
    facts.put("stale", List.of());
    facts.put("offered", true);
    facts.put("selectable", true);
    return facts;
  }

  static Map<String, Object> facts(Judged judged) {
    EventDraft draft = judged.draft();
    Map<String, Object> facts = new LinkedHashMap<>(INNOCENT);
    facts.put("words", ClaimWords.in(draft.payload()));
    switch (draft.payload()) {
      case LaneData.Opened opened -> facts.put("opensLane", judged.consumesFor(opened.consumes()));
      case LaneData.PreflightChecked p -> facts.put("mismatches", mismatches(judged, p));
      case LaneData.TargetLocked t -> facts.put("isolationProven", Isolation.proven(t));
      case LaneData.StepExecuted s ->
          facts.put(
              "unknownWords",
              unknown(judged, s.action() == null ? List.of() : List.of(s.action())));
      case LaneData.RollbackProven proof -> facts.put("proofGiven", !proof.entries().isEmpty());
      case LaneData.Validated v -> validated(judged, v, facts);
      case LaneData.SurfaceClassified s ->
          facts.put("known", s.blocker() == null || judged.blocker(s.blocker()).isPresent());
      case LaneData.Probed probed -> facts.put("misreportedProbes", misreported(judged, probed));
      case ProgramData.Consumed c -> consumed(judged, c, facts);
      case ProgramData.BlockerRaised b -> raised(judged, b, facts);
      case ProgramData.LegDischarged d -> discharged(judged, d, facts);
      case ProgramData.LegReopened r -> {
        facts.put("known", judged.blocker(r.blocker()).isPresent());
        facts.put("leg", legState(judged, r.blocker(), r.leg()));
      }
      case ProgramData.BlockerNarrowed n ->
          facts.put("known", judged.blocker(n.blocker()).isPresent());
      case ProgramData.PacketPublished p -> published(judged, p, facts);
      case ProgramData.Selected s -> selected(judged, s, facts);
      case ProgramData.GrantIssued g ->
          facts.put("unknownWords", judged.unknownGrants(List.of(g.action())));
      case ProgramData.GrantRevoked g ->
          facts.put("known", judged.program().state().decisions().granted(g.action()));
      case TicketData.Reserved r -> {
        facts.put("nextFree", judged.tickets().nextFree());
        facts.put("laneOpen", judged.laneRuns(r.lane()));
      }
      case TicketData.Withdrawn w -> facts.put("rangeReserved", reserved(judged, w.from(), w.to()));
      case TicketData.Folded f -> facts.put("rangeReserved", reserved(judged, f.from(), f.to()));
      case LedgerData.PolicyAdopted p ->
          facts.put("known", judged.packs().apply(p.sha256()).isPresent());
      default -> {}
    }
    return facts;
  }

  private static List<String> unknown(Judged judged, List<String> actions) {
    ProgramData.Vocabulary words = judged.program().vocabulary();
    return words == null
        ? List.of()
        : actions.stream().filter(a -> !words.actions().contains(a)).toList();
  }

  private static List<String> mismatches(Judged judged, LaneData.PreflightChecked preflight) {
    List<String> found = new ArrayList<>();
    for (LaneData.Gate gate : preflight.gates()) {
      for (LaneData.ReadDocument read : gate.documents()) {
        String fault = fault(judged.program().state().documents().pins().get(read.path()), read);
        if (!fault.isEmpty() && gate.result() == LaneData.Result.PASS) {
          found.add(read.path() + ": " + fault);
        }
      }
    }
    return found;
  }

  private static String fault(
      ProgramData.@Nullable DocumentPinned pin, LaneData.ReadDocument read) {
    if (pin == null) {
      return "not pinned";
    }
    if (pin.storeRevision() != read.storeRevision()) {
      return "revision " + read.storeRevision() + " is not the pinned " + pin.storeRevision();
    }
    if (pin.bytes() != read.bytes()) {
      return read.bytes() + " bytes are not the pinned " + pin.bytes();
    }
    return pin.sha256().equals(read.sha256())
        ? ""
        : "digest " + read.sha256() + " is not the pinned " + pin.sha256();
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
            facts.put("controlCodes", run.control().codes());
          });
    }
  }

  private static List<String> misreported(Judged judged, LaneData.Probed probed) {
    return probed.probes().stream()
        .filter(LaneData.Probe::failedClosed)
        .filter(p -> p.refusal() == null || !kept(judged, p.refusal(), p.code()))
        .map(LaneData.Probe::id)
        .toList();
  }

  private static boolean kept(Judged judged, EventRef at, String code) {
    return at.source().equals(judged.draft().source())
        && judged.lane().facts().refusalAt(at.streamseq()).equals(code);
  }

  private static void consumed(Judged judged, ProgramData.Consumed c, Map<String, Object> facts) {
    facts.put("opensLane", judged.opens(c.lane(), c.token()));
    facts.put("usable", judged.usable(c.token()));
    facts.put("decider", judged.decider(c.token()));
    facts.put(
        "unmet",
        judged
            .program()
            .offered(c.token())
            .map(o -> texts(judged, o.requires()))
            .orElse(List.of()));
  }

  private static void raised(
      Judged judged, ProgramData.BlockerRaised b, Map<String, Object> facts) {
    facts.put("known", judged.blocker(b.blocker()).isPresent());
    List<String> unknown = new ArrayList<>(judged.unknownBlocks(b.blocks()));
    b.legs().forEach(l -> unknown.addAll(judged.unknownGrants(grants(l.requires()))));
    facts.put("unknownWords", unknown);
  }

  private static void discharged(
      Judged judged, ProgramData.LegDischarged d, Map<String, Object> facts) {
    facts.put("known", judged.blocker(d.blocker()).isPresent());
    facts.put("leg", legState(judged, d.blocker(), d.leg()));
    judged
        .blocker(d.blocker())
        .flatMap(b -> b.leg(d.leg()))
        .ifPresent(leg -> {
          facts.put("legActor", leg.actor().name());
          facts.put("strong", d.strength().satisfies(leg.strength()));
          facts.put("unmet", texts(judged, leg.requires()));
        });
    facts.put(
        "evidenceMissing",
        d.evidence().stream().filter(e -> !judged.exists(e)).map(EventRef::toString).toList());
  }

  private static String legState(Judged judged, String blocker, String leg) {
    return judged
        .blocker(blocker)
        .flatMap(b -> b.leg(leg))
        .map(Blocker.LegState::state)
        .map(Enum::name)
        .orElse("UNKNOWN");
  }

  private static void published(
      Judged judged, ProgramData.PacketPublished p, Map<String, Object> facts) {
    facts.put("known", judged.program().state().decisions().packets().containsKey(p.packet()));
    facts.put("offered", p.options().stream().anyMatch(o -> o.token().equals(p.defaultOption())));
    List<String> unknown = new ArrayList<>();
    p.options().forEach(o -> unknown.addAll(judged.unknownGrants(grants(o.requires()))));
    facts.put("unknownWords", unknown);
  }

  private static void selected(Judged judged, ProgramData.Selected s, Map<String, Object> facts) {
    var decisions = judged.program().state().decisions();
    facts.put("known", decisions.packets().containsKey(s.packet()));
    facts.put(
        "selectable",
        s.packet().equals(decisions.newest()) && decisions.newestSelection().isEmpty());
    facts.put("offered", judged.program().offered(s.option()).isPresent());
    facts.put("stale", judged.stale(s));
    facts.put("decider", s.person());
    facts.put(
        "unmet",
        judged
            .program()
            .offered(s.option())
            .map(o -> texts(judged, o.requires()))
            .orElse(List.of()));
  }

  private static boolean reserved(Judged judged, long from, long to) {
    TicketBook book = judged.tickets();
    long next = from;
    for (var range : book.ranges()) {
      if (range.from() == next && range.to() <= to && range.state() == TicketData.State.RESERVED) {
        next = range.to() + 1;
      }
    }
    return next == to + 1;
  }

  private static List<String> grants(List<Requirement> requirements) {
    return requirements.stream().map(Requirement::grant).filter(Objects::nonNull).toList();
  }

  private static List<String> texts(Judged judged, List<Requirement> requirements) {
    return judged.program().unmet(requirements).stream().map(Requirement::text).toList();
  }
}
