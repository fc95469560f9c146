package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.render.Conclusion.Answer;
import dev.laneledger.projections.rule.ClaimWords;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What follows from a lane's events for what it claims, attests, reserves and ends with. */
final class ClaimConclusions {
  private static final Set<String> EVIDENCE =
      Set.of(
          "preflight-passed",
          "isolated-first",
          "steps-passed",
          "applied-differs",
          "restored",
          "rows-restored",
          "validator-holds",
          "probes-failed-closed",
          "control-allowed");

  private ClaimConclusions() {}

  static List<Conclusion> of(LaneView lane, List<Conclusion> rehearsal) {
    Stream<Conclusion> before =
        Stream.of(
            unknownsNameBlockers(lane),
            surfacesCounted(lane),
            noForbiddenWord(lane),
            nothingSelected(lane),
            nothingApplied(lane));
    Stream<Conclusion> end =
        lane.last(LaneData.Completed.class).stream().map(f -> outcome(f, rehearsal));
    return Stream.concat(before, end).toList();
  }

  private static Conclusion unknownsNameBlockers(LaneView lane) {
    List<Fact<LaneData.SurfaceClassified>> surfaces = lane.all(LaneData.SurfaceClassified.class);
    List<LaneData.SurfaceClassified> unknown =
        surfaces.stream().map(Fact::data).filter(Proofs::unknown).toList();
    long named =
        unknown.stream()
            .map(LaneData.SurfaceClassified::blocker)
            .filter(b -> b != null && lane.state().blockers().blocker(b).isPresent())
            .count();
    return Conclusion.of(
        "unknowns-name-blockers",
        "every surface classified UNKNOWN names a blocker of the program",
        named == unknown.size(),
        surfaces.stream(),
        named + " of " + unknown.size() + " unknown surfaces");
  }

  private static Conclusion surfacesCounted(LaneView lane) {
    List<Fact<LaneData.SurfacesAttested>> attested = lane.all(LaneData.SurfacesAttested.class);
    long claimed = attested.stream().mapToLong(f -> f.data().claimed()).sum();
    long named = attested.stream().mapToLong(f -> f.data().surfaces().size()).sum();
    return Conclusion.of(
        "surfaces-counted",
        "as many untouched surfaces are named as are claimed",
        claimed == named,
        attested.stream(),
        claimed + " claimed, " + named + " named");
  }

  private static Conclusion noForbiddenWord(LaneView lane) {
    List<String> words =
        lane.imported()
            ? List.of()
            : lane.events().stream()
                .flatMap(e -> ClaimWords.in(e.payload()).stream())
                .distinct()
                .toList();
    return Conclusion.of(
        "no-authority-claimed",
        "no claim holds a word that ends in _PASS, _AUTHORIZED or _GRANTED",
        words.isEmpty(),
        claims(lane),
        words.isEmpty() ? "none found" : "found: " + String.join(", ", words));
  }

  /** Events with a field in which a lane may claim; imported history makes none. */
  private static Stream<Fact<?>> claims(LaneView lane) {
    return lane.imported()
        ? Stream.empty()
        : lane.events().stream()
            .filter(e -> e.payload() instanceof LaneData)
            .filter(ClaimConclusions::claims)
            .map(e -> new Fact<>(e.payload(), e.ref(), e.actor()));
  }

  private static boolean claims(LedgerEvent event) {
    return switch (event.payload()) {
      case LaneData.TargetLocked t -> true;
      case LaneData.SurfaceClassified s -> true;
      case LaneData.SurfacesAttested s -> true;
      case LaneData.EvidenceAttached e -> true;
      case LaneData.PacketSealed p -> true;
      case LaneData.Completed c -> true;
      case LaneData.Stopped s -> true;
      default -> false;
    };
  }

  private static Conclusion nothingSelected(LaneView lane) {
    String effective = DecisionFiles.effective(lane.state().decisions());
    List<Fact<ProgramData.PacketPublished>> newest =
        lane.ofProgram(ProgramData.PacketPublished.class).stream().reduce((a, b) -> b).stream()
            .toList();
    return Conclusion.of(
        "nothing-selected",
        "the newest decision packet's default is in effect",
        newest.stream().allMatch(f -> f.data().defaultOption().equals(effective)),
        newest.stream(),
        "in effect: " + effective);
  }

  private static Conclusion nothingApplied(LaneView lane) {
    List<Fact<TicketData.Reserved>> own = TicketFiles.reservations(lane);
    long reserved =
        own.stream()
            .filter(f -> !f.data().applyNow())
            .filter(f ->
                TicketFiles.range(lane, f)
                    .filter(r -> r.state() == TicketData.State.RESERVED)
                    .isPresent())
            .count();
    return Conclusion.of(
        "tickets-only-reserved",
        "the lane's tickets are reserved and not applied",
        reserved == own.size(),
        own.stream(),
        reserved + " of " + own.size() + " ranges");
  }

  private static Conclusion outcome(Fact<LaneData.Completed> end, List<Conclusion> rehearsal) {
    List<String> missing =
        rehearsal.stream()
            .filter(c -> EVIDENCE.contains(c.id()))
            .filter(c -> against(end.data().outcome(), c.answer()))
            .map(Conclusion::id)
            .toList();
    return Conclusion.of(
        "outcome-follows",
        "the outcome " + end.data().outcome() + " follows from the events",
        missing.isEmpty(),
        Stream.of(end),
        missing.isEmpty()
            ? "nothing speaks against it"
            : "against it: " + String.join(", ", missing));
  }

  /** READY and APPLIED need every piece of evidence; READY_NOT_APPLIED needs nothing failed. */
  private static boolean against(LaneData.Outcome outcome, Answer answer) {
    return switch (outcome) {
      case READY, APPLIED -> answer != Answer.YES;
      case READY_NOT_APPLIED -> answer == Answer.NO;
      case STOPPED, REJECTED -> false;
    };
  }
}
