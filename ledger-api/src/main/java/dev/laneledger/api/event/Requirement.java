package dev.laneledger.api.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must hold before a leg may be discharged or an option chosen; exactly one member is given.
 *
 * @param grant a grant that stands
 * @param leg a leg that is discharged
 * @param blocker a blocker that is closed
 * @param input a named input that a pinned document or a discharged leg of that name supplies
 * @param allBlockers true: every blocker of the program is closed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Requirement(
    @Nullable String grant,
    @Nullable LegRef leg,
    @Nullable String blocker,
    @Nullable String input,
    @Nullable Boolean allBlockers) {

  /** One leg of one blocker. */
  public record LegRef(String blocker, String leg) {}

  public Requirement {
    long given =
        Stream.of(grant, leg, blocker, input, allBlockers).filter(Objects::nonNull).count();
    if (given != 1 || Boolean.FALSE.equals(allBlockers)) {
      throw new IllegalArgumentException(
          "a requirement must have exactly one of grant, leg, blocker, input, allBlockers:true, but"
              + " had "
              + given);
    }
  }

  /** The requirement in words, for a person. */
  @JsonIgnore
  public String text() {
    if (grant != null) {
      return "grant " + grant;
    }
    if (leg != null) {
      return "leg " + leg.leg() + " of " + leg.blocker();
    }
    if (blocker != null) {
      return "blocker " + blocker + " closed";
    }
    return input != null ? "input: " + input : "all blockers closed";
  }
}
