package dev.laneledger.app.detection;

/**
 * What became of one way to change a copy.
 *
 * @param what which part, and what happens to it
 * @param why where a finding is not promised: the reason, else empty
 * @param tried number of attempts; 0: the copy holds nothing that it could be tried on
 * @param byKey of these, with a finding, or no longer readable
 * @param bySeen with a finding only with a checkpoint that was seen before
 * @param gaps without a finding, but with a gap that the copy had not before
 */
public record CopyDetected(
    Place place,
    String what,
    Promise promise,
    String why,
    int tried,
    int byKey,
    int bySeen,
    int gaps) {

  /** Number of attempts that ended as if nothing had happened. */
  public int unseen() {
    return tried - byKey - bySeen - gaps;
  }

  /** Whether every attempt ended as is promised. */
  public boolean asPromised() {
    int asPromised =
        switch (promise) {
          case FINDING -> byKey;
          case SEEN -> byKey + bySeen;
          case GAP -> byKey + bySeen + gaps;
          case NOTHING -> tried;
        };
    return asPromised == tried;
  }
}
