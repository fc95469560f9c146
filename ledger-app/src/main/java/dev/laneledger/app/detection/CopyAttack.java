package dev.laneledger.app.detection;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One way to change a copy.
 *
 * @param what which part, and what happens to it
 * @param why where a finding is not promised: the reason, else empty
 * @param places in which forms it is tried
 * @param attempts the copies as they come out of it
 */
record CopyAttack(
    String what,
    Promise promise,
    String why,
    Set<Place> places,
    Function<CopyFiles, Stream<CopyFiles>> attempts) {

  static CopyAttack of(String what, Function<CopyFiles, Stream<CopyFiles>> attempts) {
    return new CopyAttack(what, Promise.FINDING, "", EnumSet.allOf(Place.class), attempts);
  }

  CopyAttack promising(Promise other, String reason) {
    return new CopyAttack(what, other, reason, places, attempts);
  }

  CopyAttack in(Place first, Place... more) {
    return new CopyAttack(what, promise, why, EnumSet.of(first, more), attempts);
  }
}
