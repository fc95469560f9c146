package dev.laneledger.projections.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import org.jspecify.annotations.Nullable;

/**
 * What used a token last: the row {@code consumption/{token}}.
 *
 * @param lane the lane that was opened; null: tickets were folded
 * @param fold the tickets that were folded; null, and not in the row: a lane was opened
 */
public record Consumption(
    @Nullable String lane,
    @JsonInclude(JsonInclude.Include.NON_NULL) ProgramData.@Nullable Fold fold,
    EventRef by) {

  /** Who or what used it, in words. */
  public String user() {
    return fold == null ? "lane " + lane : fold.text();
  }
}
