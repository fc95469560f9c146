package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.projections.DecisionSheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger decide}: {@code decision.selected}, bound to what is so now. */
@Command(
    name = "decide",
    mixinStandardHelpOptions = true,
    description = {
      "Selects one option of a decision packet, signed with the owner's key.",
      "The ledger is verified first, and what the choice binds is computed from its entries:",
      "if the blockers or the adopted policy change before a lane uses the choice, it lapses.",
      "Exit 0: recorded; 1: refused, or the ledger was tampered with; 2: unusable input."
    })
final class DecideCommand implements Callable<Integer> {
  @Option(
      names = "--packet",
      paramLabel = "ID",
      required = true,
      description = "the decision packet; the newest one of the program can be decided")
  private String packet = "";

  @Option(
      names = "--option",
      paramLabel = "TOKEN",
      required = true,
      description = "the token of the option, to the letter; HOLD options can be chosen too")
  private String option = "";

  @Mixin private ExpiryOption expiry = new ExpiryOption();

  @Mixin private OwnerOptions owner = new OwnerOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return new OwnerAct(owner, spec).run(EventType.DECISION_SELECTED, this::state);
  }

  private OwnerAct.Statement state(CheckedProgram program) {
    DecisionSheet sheet = program.sheet(packet);
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("packet", packet).put("option", option);
    data.put("packetSha256", sheet.packetSha256().hex());
    data.set("binds", EventJson.toTreeWithNulls(sheet.binds()));
    expiry.addTo(data);
    return new OwnerAct.Statement(data, facts(sheet));
  }

  private List<String> facts(DecisionSheet sheet) {
    List<String> facts = new ArrayList<>();
    facts.add(
        "packet    %s, default %s, sha256 %s"
            .formatted(
                sheet.id(), sheet.packet().path("default").asString(), sheet.packetSha256()));
    sheet.options().forEach(offer -> facts.add(line(offer)));
    if (!sheet.selectable()) {
      facts.add("          a choice from this packet was made, or a newer packet rules");
    }
    facts.add("lapses    if blockers.v1 is no longer " + sheet.binds().blockers());
    facts.add("          or the adopted policy no longer " + sheet.binds().policy());
    return facts;
  }

  private String line(DecisionSheet.Offer offer) {
    String mark = offer.token().equals(option) ? "chosen    " : "          ";
    String unmet = offer.unmet().stream().map(Requirement::text).collect(Collectors.joining(", "));
    return mark + offer.token() + (unmet.isEmpty() ? "" : "  not met: " + unmet);
  }
}
