package dev.laneledger.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.app.rehearsal.RehearsalPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped scenario says everything that a run asks of it. */
class ScenarioTest {
  private final Scenario scenario = Scenario.shipped("fix7");

  @Test
  void everyGateOfTheLaneHasAWayToBeChecked() {
    Facts kinds = scenario.extra().at("gates");

    assertThat(scenario.lane().list("preflight"))
        .hasSize(8)
        .allSatisfy(gate -> assertThat(kinds.text(gate.text("gate"))).isNotEmpty());
  }

  @Test
  void everyProbeIsAWellFormedEvent() {
    assertThat(scenario.lane().list("probes"))
        .hasSize(10)
        .allSatisfy(probe -> {
          Facts template = scenario.extra().at("probes").at(probe.text("id"));
          EventType type = EventType.ofName(template.text("type")).orElseThrow();
          assertThat(template.at("data").as(type.payload())).isInstanceOf(LaneData.class);
        });
  }

  @Test
  void everySelfCheckNamesTheEventTypesThatItRestsOn() {
    Facts basis = scenario.extra().at("selfCheckBasis");

    assertThat(scenario.lane().texts("selfCheck"))
        .hasSize(12)
        .allSatisfy(check ->
            assertThat(basis.texts(check))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(EventType.ofName(type)).isPresent()));
  }

  @Test
  void everyStepThatIsExecutedIsPlanned() {
    List<Facts> steps = Steps.ofKind(scenario, Steps.Kind.values());

    assertThat(steps)
        .extracting(s -> s.text("step"))
        .containsExactly("RX-0", "RX-1", "RX-2", "RX-3", "RX-4", "RX-5", "RX-6");
    assertThat(steps)
        .allSatisfy(step ->
            assertThat(Steps.executed(scenario, step, true, List.of()).does()).isNotEmpty());
  }

  @Test
  void everyDocumentHasAStandInAndEveryEvidenceItsFile() {
    assertThat(scenario.program().list("documents"))
        .allSatisfy(document -> {
          Facts standIn = scenario.extra().at("standIns").at(document.text("path"));
          assertThat(scenario.file(standIn.text("file"))).isNotEmpty();
        });
    assertThat(scenario.extra().list("evidence"))
        .allSatisfy(e -> assertThat(scenario.file(e.text("file"))).isNotEmpty());
  }

  @Test
  void theRehearsalListsEveryProductionTarget() {
    RehearsalPlan plan = Targets.plan(scenario);

    assertThat(plan.schema()).hasSize(4);
    assertThat(plan.productionTargets())
        .extracting(RehearsalPlan.ProductionTarget::name)
        .containsExactly("real Directus PG", "real birth surface");
  }

  @Test
  void aFolderThatLacksAFileIsReportedWithItsName(@TempDir Path empty) {
    assertThatThrownBy(() -> Scenario.in(empty))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("the scenario lacks the file program.json");
  }

  @Test
  void aFactThatIsMissingIsReportedWithItsPlace(@TempDir Path folder) throws IOException {
    for (String file : List.of("program.json", "lane.json", "scenario.json")) {
      Files.writeString(folder.resolve(file), "{\"tickets\":{\"prefix\":7}}");
    }

    assertThatThrownBy(() -> Scenario.in(folder).ticketPrefix())
        .hasMessage("program.json/tickets/prefix must be text, but was: 7");
  }
}
