package dev.laneledger.projections.rule;

import dev.laneledger.api.event.ProgramData;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.decision.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Facts of a program's decisions:
 *
 * <ul>
 *   <li>{@code opensLane}, {@code laneFree}: the batch opens the lane on that token, and no
 *       decision was consumed for the lane before
 *   <li>{@code folds}: the batch's next event folds those tickets by that token
 *   <li>{@code usable}: SELECTION, DELEGATION, or why the token cannot be used: NEVER_DECIDED,
 *       EXPIRED, LAPSED, CONSUMED, DELEGATED_TO_ANOTHER
 *   <li>{@code decider}: the person whose decision makes the token usable
 *   <li>{@code stale}: what a selection binds and is no longer so
 *   <li>{@code offered}, {@code selectable}: the option is one of the packet's, and the packet is
 *       the newest and nothing was selected from it
 *   <li>{@code throughKnown}: the principal that a delegation names is a registered lane's
 *   <li>{@code expiry}, {@code lapse}: when the packet's selection expires, and why it lapsed;
 *       empty text if it does not, or did not
 *   <li>{@code hasLane}, {@code laneWorks}: see {@link BlockerFacts}
 *   <li>{@code treeKnown}: the packet tree that is bound is that of the lane that is named
 * </ul>
 */
final class DecisionFacts {
  private DecisionFacts() {}

  static void putInnocent(Map<String, Object> facts) {
    facts.put("laneFree", true);
    facts.put("folds", true);
    facts.put("usable", "SELECTION");
    facts.put("decider", "");
    facts.put("stale", List.of());
    facts.put("offered", true);
    facts.put("selectable", true);
    facts.put("treeKnown", true);
    facts.put("throughKnown", true);
    facts.put("expiry", "");
    facts.put("lapse", "");
  }

  static void put(Judged judged, ProgramData payload, Map<String, Object> facts) {
    switch (payload) {
      case ProgramData.Consumed c -> consumed(judged, c, facts);
      case ProgramData.PacketPublished p -> published(judged, p, facts);
      case ProgramData.Selected s -> selected(judged, s, facts);
      case ProgramData.Expired e -> facts.put("expiry", expiry(judged, e.packet()));
      case ProgramData.Lapsed l -> facts.put("lapse", judged.decided().lapse(l.packet()));
      case ProgramData.Delegated d ->
          facts.put("throughKnown", throughKnown(judged.ledger(), d.through()));
      case ProgramData.GrantIssued g ->
          facts.put("unknownWords", judged.unknownGrants(List.of(g.action())));
      case ProgramData.GrantRevoked g ->
          facts.put("known", judged.program().state().decisions().granted(g.action()));
      default -> {}
    }
  }

  private static void consumed(Judged judged, ProgramData.Consumed c, Map<String, Object> facts) {
    if (c.lane() != null) {
      facts.put("opensLane", judged.together().opens(c.lane(), c.token()));
      facts.put("laneFree", !judged.program().lanes().containsKey(c.lane()));
    }
    if (c.fold() != null) {
      facts.put("folds", judged.together().folds(c.fold(), c.token()));
    }
    facts.put("usable", judged.decided().usable(c.token()));
    facts.put("decider", judged.decided().decider(c.token()));
    facts.put("unmet", judged.decided().unmetFor(c.token()));
  }

  private static void published(
      Judged judged, ProgramData.PacketPublished p, Map<String, Object> facts) {
    facts.put("known", judged.program().state().decisions().packets().containsKey(p.packet()));
    facts.put("offered", p.options().stream().anyMatch(o -> o.token().equals(p.defaultOption())));
    List<String> unknown = new ArrayList<>();
    p.options()
        .forEach(o -> unknown.addAll(judged.unknownGrants(BlockerFacts.grants(o.requires()))));
    facts.put("unknownWords", unknown);
    facts.put("hasLane", judged.hasLane());
    facts.put("laneWorks", judged.hasWorkingLane());
  }

  private static void selected(Judged judged, ProgramData.Selected s, Map<String, Object> facts) {
    var decisions = judged.program().state().decisions();
    facts.put("known", decisions.packets().containsKey(s.packet()));
    facts.put(
        "selectable",
        s.packet().equals(decisions.newest()) && decisions.newestSelection().isEmpty());
    facts.put("offered", judged.program().offered(s.option()).isPresent());
    facts.put("stale", judged.decided().stale(s));
    facts.put("treeKnown", judged.decided().treeKnown(s.binds()));
    facts.put("unmet", judged.decided().unmetFor(s.option()));
  }

  private static boolean throughKnown(LedgerStream ledger, String through) {
    return !Delegation.isPrincipal(through)
        || (through.startsWith("lane:") && ledger.registered(through));
  }

  private static String expiry(Judged judged, String packet) {
    Selection selection = judged.program().state().decisions().selections().get(packet);
    return selection == null
            || selection.status() != Selection.Status.SELECTED
            || selection.expires() == null
        ? ""
        : selection.expires();
  }
}
