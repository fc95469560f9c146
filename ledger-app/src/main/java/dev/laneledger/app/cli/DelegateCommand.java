package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger delegate}: {@code decision.delegated}. */
@Command(
    name = "delegate",
    mixinStandardHelpOptions = true,
    description = {
      "Lets somebody use one token on the owner's behalf, once, signed with the owner's key.",
      "Exit 0: recorded; 1: refused, or the ledger was tampered with; 2: unusable input."
    })
final class DelegateCommand implements Callable<Integer> {
  @Option(
      names = "--token",
      paramLabel = "T",
      required = true,
      description = "what may be done; a token that no packet offers is possible, and flagged")
  private String token = "";

  @Option(names = "--through", paramLabel = "WHO", required = true, description = "who acts on it")
  private String through = "";

  @Mixin private ExpiryOption expiry = new ExpiryOption();

  @Mixin private OwnerOptions owner = new OwnerOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return new OwnerAct(owner, spec).run(EventType.DECISION_DELEGATED, this::state);
  }

  private OwnerAct.Statement state(CheckedProgram program) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("token", token).put("through", through);
    expiry.addTo(data);
    boolean offered =
        program.state().decisions().newestPacket().map(p -> p.offers(token)).orElse(false);
    String known = offered ? "offered by the newest packet" : "offered by no packet that rules";
    return new OwnerAct.Statement(data, List.of("token     " + token + ", " + known));
  }
}
