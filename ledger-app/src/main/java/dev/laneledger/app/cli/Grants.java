package dev.laneledger.app.cli;

import dev.laneledger.projections.decision.Grant;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** What issuing and revoking a grant state alike. */
final class Grants {
  private Grants() {}

  static OwnerAct.Statement statement(String action, CheckedProgram program) {
    Grant grant = program.state().decisions().grants().get(action);
    String stands =
        grant == null
            ? "never granted so far"
            : (grant.granted() ? "granted" : "revoked") + " by " + grant.person();
    return new OwnerAct.Statement(
        JsonNodeFactory.instance.objectNode().put("action", action),
        List.of("action    " + action + ", " + stands));
  }
}
