package dev.laneledger.projections.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import java.util.List;

/** Options offered to the owner: the row {@code packet/{id}}. */
public record Packet(
    @JsonProperty("default") String defaultOption,
    List<ProgramData.Option> options,
    int chooseExactly,
    EventRef publishedBy) {

  /** Whether the packet offers that token. */
  public boolean offers(String token) {
    return options.stream().anyMatch(o -> o.token().equals(token));
  }
}
