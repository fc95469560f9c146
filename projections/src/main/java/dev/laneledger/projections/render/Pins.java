package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import java.util.List;
import java.util.Optional;

/** The program's document pins. */
public record Pins(List<Fact<ProgramData.DocumentPinned>> pins) {

  public static Pins of(LaneView lane) {
    return new Pins(lane.ofProgram(ProgramData.DocumentPinned.class));
  }

  /** The newest pin that the bytes read equal in revision, length and digest, or empty. */
  public Optional<Fact<ProgramData.DocumentPinned>> equal(LaneData.ReadDocument read) {
    return pins.stream()
        .filter(p -> p.data().path().equals(read.path()))
        .filter(p -> p.data().storeRevision() == read.storeRevision())
        .filter(p -> p.data().bytes() == read.bytes() && p.data().sha256().equals(read.sha256()))
        .reduce((a, b) -> b);
  }
}
