package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.projections.blocker.Blocker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Facts of a program's blockers:
 *
 * <ul>
 *   <li>{@code leg}: OPEN, DISCHARGED or UNKNOWN
 *   <li>{@code legActor}: the kind of actor that discharges it
 *   <li>{@code strong}: the evidence is as strong as the leg asks for
 *   <li>{@code evidenceMissing}, {@code evidenceRefused}: named events that are not there, and
 *       those that are refusals
 *   <li>{@code evidenceForeign}: named events of other programs or of the ledger itself
 *   <li>{@code evidenceTypes}: types of the named events of the lane that the discharge is about
 *   <li>{@code hasLane}, {@code laneWorks}: the principal has opened a lane in the program, and one
 *       that runs and is not sealed
 * </ul>
 */
final class BlockerFacts {
  private BlockerFacts() {}

  static void putInnocent(Map<String, Object> facts) {
    facts.put("leg", "OPEN");
    facts.put("legActor", "LANE");
    facts.put("strong", true);
    facts.put("evidenceMissing", List.of());
    facts.put("evidenceRefused", List.of());
    facts.put("evidenceForeign", List.of());
    facts.put("evidenceTypes", List.of());
    facts.put("hasLane", true);
    facts.put("laneWorks", true);
  }

  static void raised(Judged judged, ProgramData.BlockerRaised b, Map<String, Object> facts) {
    facts.put("known", judged.blocker(b.blocker()).isPresent());
    List<String> unknown = new ArrayList<>(judged.unknownBlocks(b.blocks()));
    b.legs().forEach(l -> unknown.addAll(judged.unknownGrants(grants(l.requires()))));
    facts.put("unknownWords", unknown);
  }

  static void narrowed(Judged judged, ProgramData.BlockerNarrowed n, Map<String, Object> facts) {
    facts.put("known", judged.blocker(n.blocker()).isPresent());
    facts.put("hasLane", judged.hasLane());
    facts.put("laneWorks", judged.hasWorkingLane());
  }

  static void leg(Judged judged, String blocker, String leg, Map<String, Object> facts) {
    facts.put("known", judged.blocker(blocker).isPresent());
    facts.put(
        "leg",
        judged
            .blocker(blocker)
            .flatMap(b -> b.leg(leg))
            .map(Blocker.LegState::state)
            .map(Enum::name)
            .orElse("UNKNOWN"));
  }

  static void discharged(Judged judged, ProgramData.LegDischarged d, Map<String, Object> facts) {
    leg(judged, d.blocker(), d.leg(), facts);
    judged
        .blocker(d.blocker())
        .flatMap(b -> b.leg(d.leg()))
        .ifPresent(leg -> {
          facts.put("legActor", leg.actor().name());
          facts.put("strong", d.strength().satisfies(leg.strength()));
          facts.put("unmet", judged.unmet(leg.requires()));
        });
    facts.put("evidenceForeign", texts(d.evidence(), e -> !judged.inProgram(e)));
    facts.put("evidenceMissing", texts(d.evidence(), e -> !judged.exists(e)));
    facts.put("evidenceRefused", texts(d.evidence(), judged::isRefusal));
    facts.put("evidenceTypes", d.evidence().stream().map(judged::typeInLane).toList());
  }

  private static List<String> texts(
      List<EventRef> refs, java.util.function.Predicate<EventRef> at) {
    return refs.stream().filter(at).map(EventRef::toString).toList();
  }

  /** The grants that requirements name. */
  static List<String> grants(List<Requirement> requirements) {
    return requirements.stream().map(Requirement::grant).filter(Objects::nonNull).toList();
  }
}
