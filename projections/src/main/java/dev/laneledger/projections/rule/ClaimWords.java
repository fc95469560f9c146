package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds words that claim an authority: upper case, ending in _PASS, _AUTHORIZED or _GRANTED. */
public final class ClaimWords {
  private static final Pattern WORD =
      Pattern.compile("(?<![A-Z0-9_])[A-Z0-9_]*_(?:PASS|AUTHORIZED|GRANTED)(?![A-Z0-9_])");

  private static final List<String> ENDS = List.of("_PASS", "_AUTHORIZED", "_GRANTED");

  private ClaimWords() {}

  /** The words in the fields with which a lane makes claims; imported history makes none. */
  public static List<String> in(EventData payload) {
    return switch (payload) {
      case LaneData.TargetLocked t -> words(t.verdict());
      case LaneData.SurfaceClassified s -> words(s.classification(), s.result(), s.inputNeeded());
      case LaneData.SurfacesAttested s ->
          words(s.surfaces().stream().map(LaneData.Surface::state).toArray(String[]::new));
      case LaneData.PreflightChecked p ->
          words(p.gates().stream().map(LaneData.Gate::note).toArray(String[]::new));
      case LaneData.EvidenceAttached e -> words(e.summary(), e.path());
      case LaneData.PacketSealed p -> words(p.proposedStatus());
      case LaneData.Completed c -> words(c.status(), c.summary());
      case LaneData.Stopped s -> words(s.reason(), s.status(), s.gate());
      case LaneData.StepExecuted s -> words(said(s));
      case LaneData.Validated v -> words(v.claim());
      case LaneData.SelfChecked s ->
          words(s.checks().stream().map(LaneData.Check::check).toArray(String[]::new));
      case ProgramData.LegDischarged d -> words(d.result());
      case ProgramData.BlockerNarrowed n -> words(n.narrowing(), n.nextAction());
      case ProgramData.PacketPublished p ->
          words(
              Stream.concat(
                      Stream.of(p.packet()), p.options().stream().map(ProgramData.Option::token))
                  .toArray(String[]::new));
      default -> List.of();
    };
  }

  /** What a step says of itself, and what it says that it saw. */
  private static String[] said(LaneData.StepExecuted step) {
    return Stream.concat(
            Stream.of(step.step(), step.does(), step.mutates()),
            step.observations().stream().flatMap(o -> Stream.of(o.name(), o.value())))
        .toArray(String[]::new);
  }

  static List<String> words(@Nullable String... texts) {
    Set<String> words = new LinkedHashSet<>();
    for (String text : texts) {
      if (text != null && mayHoldOne(text)) {
        WORD.matcher(text).results().map(MatchResult::group).forEach(words::add);
      }
    }
    return List.copyOf(words);
  }

  /** Hardly any text ends a word so, and looking for the end costs a tenth of matching words. */
  private static boolean mayHoldOne(String text) {
    for (String end : ENDS) {
      if (text.contains(end)) {
        return true;
      }
    }
    return false;
  }
}
