package dev.laneledger.app.scenario;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Isolation;
import dev.laneledger.api.event.LaneData.Target;
import dev.laneledger.app.rehearsal.CloneRehearsal;
import dev.laneledger.app.rehearsal.RehearsalPlan;
import dev.laneledger.app.rehearsal.RehearsalPlan.ProductionTarget;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lane may work on, and the plan of its rehearsal. */
final class Targets {
  private static final String NOT_PROVEN = "NOT_PROVEN";

  private Targets() {}

  static RehearsalPlan plan(Scenario scenario) {
    Facts facts = scenario.extra().at("rehearsal");
    List<String> statements =
        Arrays.stream(scenario.textFile(facts.text("schema")).split(";\\s*\\R"))
            .filter(s -> !s.isBlank())
            .toList();
    return new RehearsalPlan(
        facts.text("database"),
        statements,
        facts.text("table"),
        scenario.textFile(facts.text("executor")),
        facts.text("executor"),
        production(scenario),
        scenario.lane().at("targets").text("pathToken"));
  }

  private static List<ProductionTarget> production(Scenario scenario) {
    Facts files = scenario.extra().at("rehearsal").at("productionFiles");
    return scenario.lane().at("targets").list("enumeratedNotSelected").stream()
        .filter(t -> t.flag("isProduction"))
        .map(t -> new ProductionTarget(t.text("name"), path(files.textOrNull(t.text("name")))))
        .toList();
  }

  private static @Nullable Path path(@Nullable String file) {
    return file == null ? null : Path.of(file);
  }

  /** The lane's target with the facts of its isolation; the verdict follows from them. */
  static LaneData.TargetLocked lock(Scenario scenario, Isolation isolation) {
    Facts targets = scenario.lane().at("targets");
    Facts kinds = scenario.extra().at("rehearsal").at("productionKinds");
    List<Target> others =
        targets.list("enumeratedNotSelected").stream()
            .map(t -> target(t, kinds.text(t.text("name"))))
            .toList();
    Facts selected = targets.at("selected");
    return new LaneData.TargetLocked(
        target(selected, selected.text("kind")),
        others,
        targets.texts("notYetAvailable"),
        targets.texts("acceptedKinds"),
        isolation,
        CloneRehearsal.provesIsolation(isolation) ? targets.text("verdict") : NOT_PROVEN);
  }

  private static Target target(Facts target, String kind) {
    return new Target(
        target.text("name"), kind, target.flag("isProduction"), target.flag("allowed"));
  }
}
