package dev.laneledger.projections.render;

import dev.laneledger.projections.decision.DecisionState;
import java.util.ArrayList;
import java.util.List;

/** Rows on delegations, consumptions and grants. */
final class Decided {
  private Decided() {}

  static List<List<String>> of(Report report, DecisionState state) {
    List<List<String>> rows = new ArrayList<>();
    state
        .delegations()
        .rows()
        .values()
        .forEach(d ->
            rows.add(
                List.of(
                    "delegated",
                    Markdown.code(d.token()) + " through " + Markdown.text(d.through()),
                    d.status()
                        + (d.offeredByPacket() ? "" : ", **offered by no packet**")
                        + report.cite(d.by()))));
    state
        .consumptions()
        .forEach((token, c) ->
            rows.add(
                List.of(
                    "consumed",
                    Markdown.code(token) + " by " + Markdown.text(c.user()),
                    "used up" + report.cite(c.by()))));
    state
        .grants()
        .forEach((action, g) ->
            rows.add(
                List.of(
                    "grant",
                    Markdown.code(action),
                    (g.granted() ? "granted" : "revoked") + report.cite(g.by()))));
    return rows;
  }
}
