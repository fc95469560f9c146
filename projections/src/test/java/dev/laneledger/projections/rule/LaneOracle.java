package dev.laneledger.projections.rule;

import static dev.laneledger.projections.rule.Books.must;
import static dev.laneledger.projections.rule.Books.only;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.Books.LaneBook;
import dev.laneledger.projections.rule.Books.ProgramBook;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What must never have been allowed on a lane's stream. */
final class LaneOracle {
  private final Books books;

  LaneOracle(Books books) {
    this.books = books;
  }

  void judge(String actor, EventDraft d, LaneData event, List<EventDraft> before) {
    ProgramBook p = books.program(String.valueOf(d.source().program()));
    String id = String.valueOf(d.source().leaf());
    LaneBook lane = p.lanes.computeIfAbsent(id, k -> new LaneBook());
    must(p.last >= 0, "a lane without a program");
    if (event instanceof LaneData.Opened opened) {
      only(actor, "lane");
      must(lane.types.isEmpty(), "opened twice");
      must(opened.consumes().equals(p.consumedFor.get(id)), "opened without a decision");
      must(
          before.stream().anyMatch(b -> b.payload() instanceof ProgramData.Consumed),
          "opened and consumed apart");
      lane.open = true;
      lane.principal = actor;
    } else if (event instanceof LaneData.Imported) {
      only(actor, "operator");
      must(lane.types.isEmpty(), "imported over a lane");
      lane.imported = true;
      lane.ended = true;
    } else {
      must(lane.runs(), "an event of a lane that does not run");
      must(
          actor.equals(lane.principal)
              || (event instanceof LaneData.Stopped && actor.matches("(owner|operator):.*")),
          "another's lane");
      must(
          lane.seal == null
              || event instanceof LaneData.Completed
              || event instanceof LaneData.Stopped,
          "an event after the seal");
      ClaimOracle.claims(d);
      work(p, lane, d.source(), event);
    }
    lane.types.add(d.type().shortName());
  }

  private void work(ProgramBook p, LaneBook lane, StreamId stream, LaneData event) {
    boolean checked = lane.has("lane.preflight-checked");
    boolean locked = lane.has("lane.target-locked");
    switch (event) {
      case LaneData.PreflightChecked f -> preflight(p, lane, f);
      case LaneData.TargetLocked t -> {
        must(checked && !lane.gateFailed, "locked before the gates passed");
        must(!t.selected().isProduction() && t.selected().allowed(), "production was locked");
        must(
            t.notSelected().stream()
                .noneMatch(o -> o.isProduction() && o.name().equals(t.selected().name())),
            "production was locked under another flag");
        must(t.isolation().realPathDiffers() && t.isolation().fileDiffers(), "not isolated");
        must(
            t.isolation().sourceBefore().equals(t.isolation().sourceAfter())
                && !t.isolation().cloneWithMarker().equals(t.isolation().sourceBefore()),
            "the marker proves nothing");
        lane.needs |= !t.notYetAvailable().isEmpty();
      }
      case LaneData.StepExecuted s -> {
        must(checked && locked && !lane.gateFailed, "a step before isolation");
        must(s.action() == null, "an action without authority");
        lane.failed |= s.result() == Result.FAIL;
      }
      case LaneData.RollbackProven r -> {
        must(lane.has("lane.step-executed") && !lane.gateFailed, "proven before executed");
        must(!r.entries().isEmpty(), "an empty proof");
        r.entries().forEach(e -> entry(p, e));
      }
      case LaneData.Validated v -> {
        must(lane.has("lane.rollback-proven"), "validated nothing");
        must(v.pack().equals("rollback-proof") && v.outcome() == Result.PASS, "another validator");
        must(v.control().result() == Result.FAIL && v.proofCodes().isEmpty(), "a void validation");
      }
      case LaneData.SurfaceClassified s -> {
        must(
            !s.classification().startsWith("UNKNOWN")
                || (s.blocker() != null
                    && p.blockers.containsKey(s.blocker())
                    && !p.closed(s.blocker())),
            "an unknown surface without a blocker");
        lane.failed |= Boolean.TRUE.equals(s.affectsSafety());
        lane.needs |= s.inputNeeded() != null;
      }
      case LaneData.Probed b -> probed(lane, stream, b);
      case LaneData.EvidenceAttached e -> {
        must(lane.evidence.add(e.path()), "two files of one path");
        must(!e.path().startsWith("/") && !e.path().contains(".."), "a file outside the packet");
      }
      case LaneData.SelfChecked s -> {
        must(checked && !s.checks().isEmpty(), "a self-check of nothing");
        s.checks()
            .forEach(c -> {
              c.basis().forEach(r -> must(ProgramOracle.exists(p, r), "a basis that is not there"));
              lane.failed |= c.answer() == Result.FAIL;
            });
      }
      case LaneData.PacketSealed s -> {
        must(lane.has("lane.self-checked"), "sealed unchecked");
        must(supported(lane, s.proposedOutcome()), "an outcome that does not follow");
        List<LaneData.ReadDocument> documents = s.documents() == null ? List.of() : s.documents();
        must(
            asPinned(p, documents).containsAll(p.pins.keySet())
                || s.proposedOutcome() != Outcome.READY,
            "sealed without reading the documents once more");
        lane.seal = s;
        DecisionOracle.treeTold(p, String.valueOf(stream.leaf()), s.packetTree());
      }
      case LaneData.Completed c -> {
        must(
            lane.seal != null
                && lane.seal.proposedOutcome() == c.outcome()
                && lane.seal.proposedStatus().equals(c.status()),
            "completed other than sealed");
        lane.ended = true;
      }
      case LaneData.Stopped s -> lane.ended = true;
      default -> {}
    }
  }

  private static void preflight(ProgramBook p, LaneBook lane, LaneData.PreflightChecked event) {
    Set<String> read = new HashSet<>();
    for (LaneData.Gate gate : event.gates()) {
      if (gate.result() == Result.FAIL) {
        lane.gateFailed = true;
        lane.failed = true;
        continue;
      }
      must(gate.expected().equals(gate.observed()), "a gate passed against what it saw");
      read.addAll(asPinned(p, gate.documents()));
    }
    must(
        read.containsAll(p.pins.keySet())
            || event.gates().stream().anyMatch(g -> g.result() == Result.FAIL),
        "a pinned document that nobody read");
  }

  private static Set<String> asPinned(ProgramBook p, List<LaneData.ReadDocument> documents) {
    Set<String> paths = new HashSet<>();
    for (LaneData.ReadDocument read : documents) {
      ProgramData.DocumentPinned pin = p.pins.get(read.path());
      must(
          pin != null
              && read.fault() == null
              && pin.storeRevision() == read.storeRevision()
              && pin.bytes() == read.bytes()
              && pin.sha256().equals(read.sha256()),
          "a document that is not as pinned");
      paths.add(read.path());
    }
    return paths;
  }

  private static void entry(ProgramBook p, LaneData.RollbackEntry e) {
    must(e.before() != null && e.afterApply() != null && e.afterRollback() != null, "no hash");
    must(!Objects.equals(e.before(), e.afterApply()), "nothing was applied");
    must(
        e.expected() == null
            || e.expected().equals(e.before())
            || p.pins.values().stream()
                .anyMatch(pin -> pin.sha256().hex().equals(e.expected().text())),
        "an expectation of the lane's own making");
    must(
        Objects.equals(e.afterRollback(), e.expected() == null ? e.before() : e.expected()),
        "nothing was restored");
    must(e.rows().size() == 3, "rows are not counted");
    must(e.productionRollbackStatus().equals("NOT_APPLICABLE"), "production was claimed");
  }

  private static void probed(LaneBook lane, StreamId stream, LaneData.Probed event) {
    Set<EventRef> refusals = new HashSet<>();
    must(!event.probes().isEmpty() && event.control().allowed(), "a void probe run");
    for (LaneData.Probe probe : event.probes()) {
      EventRef at = probe.refusal();
      must(probe.failedClosed() && at != null && refusals.add(at), "a probe without a refusal");
      must(Objects.requireNonNull(at).source().equals(stream), "a refusal of another lane");
      must(probe.code().equals(lane.refusals.get(at.streamseq())), "another refusal");
    }
    EventRef control = event.control().event();
    must(
        control != null
            && control.source().equals(stream)
            && control.streamseq() < lane.types.size()
            && !lane.types.get((int) control.streamseq()).equals("request.refused"),
        "no control");
  }

  private static boolean supported(LaneBook lane, Outcome outcome) {
    return switch (outcome) {
      case READY ->
          !lane.failed
              && lane.has("lane.target-locked")
              && lane.has("lane.step-executed")
              && lane.has("lane.rollback-proven")
              && lane.has("lane.validated")
              && lane.has("lane.probed")
              && lane.has("lane.surfaces-attested");
      case READY_NOT_APPLIED -> lane.needs && !lane.gateFailed;
      case STOPPED -> lane.failed;
      case APPLIED, REJECTED -> false;
    };
  }
}
