package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Control;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.rehearsal.CloneRehearsal;
import dev.laneledger.app.rehearsal.RehearsalPlan;
import dev.laneledger.app.scenario.Steps.Kind;
import dev.laneledger.projections.render.PacketRenderer;
import dev.laneledger.projections.rule.RollbackValidator;
import dev.laneledger.projections.rule.RulePack;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario's lane from its decision to its completion, through the ledger's HTTP interface.
 * A gate that fails, an isolation that is not proven or a probe that gets through stops the lane.
 */
public final class LaneRun {
  private static final Kind[] ON_CLONE = {
    Kind.CLONE,
    Kind.READ_TWICE,
    Kind.ABORT_TRANSACTION,
    Kind.RESTORE_SNAPSHOT,
    Kind.EXECUTOR_INTEGRITY
  };

  private final Scenario scenario;
  private final LedgerClient lane;
  private final LedgerClient auditor;
  private final Consumer<String> progress;
  private final LaneLog log;

  /**
   * @param progress takes one line for a person at the beginning of each part
   */
  public LaneRun(Scenario scenario, Parties parties, Consumer<String> progress) {
    this.scenario = scenario;
    this.lane = parties.lane();
    this.auditor = parties.auditor();
    this.progress = progress;
    this.log = new LaneLog(scenario, lane, auditor);
  }

  /**
   * Runs the lane.
   *
   * @param sourceDirectory where the database lies that is rehearsed for; made here
   * @return the tree of the sealed packet
   * @throws LaneStoppedException if the lane stopped; the ledger holds why
   */
  public Hash run(Path sourceDirectory) {
    progress.accept("opening the lane by consuming its decision");
    open();
    RulePack validator = validator();
    progress.accept("preflight");
    preflight(validator);
    RehearsalPlan plan = Targets.plan(scenario);
    CloneRehearsal.makeSource(plan, sourceDirectory);
    try (CloneRehearsal rehearsal = CloneRehearsal.of(plan, sourceDirectory)) {
      progress.accept("rehearsing on the clone in " + rehearsal.directory());
      rehearse(rehearsal, validator);
    }
    Surfaces surfaces = new Surfaces(scenario, lane, log);
    surfaces.classify();
    progress.accept("sending the bad requests");
    probe();
    surfaces.attest();
    surfaces.attachEvidence();
    progress.accept("blockers, next decision packet, tickets");
    new ProgramUpdates(scenario, lane, log).run();
    progress.accept("self-check, seal, completion");
    return close();
  }

  private void open() {
    Facts facts = scenario.lane();
    String token = facts.text("consumes");
    EventDraft consumed =
        log.programDraft(
            "consumed",
            EventType.DECISION_CONSUMED,
            new ProgramData.Consumed(token, scenario.laneId()));
    EventDraft opened =
        log.draft(
            "opened",
            EventType.LANE_OPENED,
            new LaneData.Opened(
                facts.text("macro"),
                facts.text("authority"),
                facts.text("host"),
                facts.text("date"),
                token));
    log.append(List.of(consumed, opened));
  }

  /** The validator's pack as genesis pins it, loaded from the ledger's own bytes. */
  private RulePack validator() {
    String name = scenario.extra().text("validatorPack");
    Hash pinned =
        Genesis.of(auditor).policies().stream()
            .filter(p -> p.pack().equals(name))
            .map(p -> p.sha256())
            .findFirst()
            .orElseThrow(() -> new ScenarioException("genesis adopts no pack " + name, null));
    return RulePack.load(auditor.getBlob(pinned));
  }

  private void preflight(RulePack validator) {
    LaneData.PreflightChecked checked =
        new Preflight(scenario, auditor, LedgerCopy.read(auditor), validator).check();
    log.append("preflight", EventType.LANE_PREFLIGHT_CHECKED, checked);
    checked.gates().stream()
        .filter(g -> g.result() == Result.FAIL)
        .findFirst()
        .ifPresent(g -> {
          throw stop(
              "the gate " + g.gate() + " expected " + g.expected() + " and saw " + g.observed(),
              g.gate());
        });
  }

  private void rehearse(CloneRehearsal rehearsal, RulePack validator) {
    LaneData.TargetLocked lock = Targets.lock(scenario, rehearsal.examineIsolation());
    if (!CloneRehearsal.provesIsolation(lock.isolation())) {
      throw stop("the clone is not proven to be isolated", null);
    }
    log.append("target", EventType.LANE_TARGET_LOCKED, lock);
    Steps steps = new Steps(scenario, rehearsal);
    Steps.ofKind(scenario, ON_CLONE).forEach(step -> logStep(steps.execute(step)));
    LaneData.RollbackProven proof = steps.proof();
    log.append("rollback", EventType.LANE_ROLLBACK_PROVEN, proof);
    validate(RollbackValidator.validate(validator, proof));
  }

  private void validate(LaneData.Validated run) {
    Control control = run.control();
    for (Facts step : Steps.ofKind(scenario, Kind.VALIDATE)) {
      logStep(
          Steps.executed(
              scenario,
              step,
              run.outcome() == Result.PASS,
              List.of(
                  Steps.observation("selftest", run.selftest()),
                  Steps.observation("proof", run.proof()),
                  Steps.observation("control without mutation", control.result()),
                  Steps.observation("control codes", String.join(" ", control.codes())))));
    }
    String claim =
        "the original validator's SHA-256 is said to be "
            + scenario.lane().at("validator").text("sha256");
    log.append(
        "validated",
        EventType.LANE_VALIDATED,
        new LaneData.Validated(
            run.pack(),
            run.packSha256(),
            run.selftest(),
            run.proof(),
            run.proofCodes(),
            control,
            run.outcome(),
            claim));
  }

  private EventRef logStep(LaneData.StepExecuted step) {
    return log.append("step-" + step.step(), EventType.LANE_STEP_EXECUTED, step);
  }

  /** The step of the probes is itself the good request that must be allowed. */
  private void probe() {
    List<LaneData.Probe> probes = new Probes(scenario, lane, log).send();
    long closed = probes.stream().filter(LaneData.Probe::failedClosed).count();
    EventRef control = null;
    for (Facts step : Steps.ofKind(scenario, Kind.PROBE)) {
      control =
          logStep(
              Steps.executed(
                  scenario,
                  step,
                  closed == probes.size(),
                  List.of(
                      Steps.observation("bad requests", probes.size()),
                      Steps.observation("failed closed", closed))));
    }
    if (control == null || closed < probes.size()) {
      throw stop(closed + " of " + probes.size() + " bad requests failed closed", null);
    }
    log.append(
        "probed",
        EventType.LANE_PROBED,
        new LaneData.Probed(
            probes,
            new LaneData.ProbeControl(scenario.lane().text("probeControl"), true, control)));
  }

  private Hash close() {
    LaneData.SelfChecked checked = SelfCheck.answer(scenario, log);
    log.append("self-check", EventType.LANE_SELF_CHECKED, checked);
    checked.checks().stream()
        .filter(c -> c.answer() == Result.FAIL)
        .findFirst()
        .ifPresent(c -> {
          throw stop("the lane's own check failed: " + c.check(), null);
        });
    Packet packet = Packet.render(auditor, scenario.programId(), scenario.laneId());
    Outcome outcome = Outcome.valueOf(scenario.lane().text("outcome"));
    String status = scenario.lane().text("status");
    log.append(
        "sealed",
        EventType.LANE_PACKET_SEALED,
        new LaneData.PacketSealed(
            PacketRenderer.NAME,
            packet.tree(),
            packet.size(),
            outcome,
            status,
            GovernedDocuments.read(
                scenario, auditor, LedgerCopy.read(auditor).program(scenario.programId()))));
    log.append(
        "completed",
        EventType.LANE_COMPLETED,
        new LaneData.Completed(outcome, status, scenario.extra().textOrNull("summary")));
    return packet.tree();
  }

  private LaneStoppedException stop(String reason, @Nullable String gate) {
    log.append("stopped", EventType.LANE_STOPPED, new LaneData.Stopped(reason, gate, null));
    return new LaneStoppedException(reason);
  }
}
