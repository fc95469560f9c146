package dev.laneledger.projections.detection;

import dev.laneledger.projections.detection.Attack.Notice;
import java.util.Map;

/**
 * What became of one attack.
 *
 * @param tried number of attempts; 0: the ledger holds nothing that it could be tried on
 * @param byKey of these, noticed by verify with the log's key
 * @param byReplay noticed by replay, and not before
 * @param bySeen noticed by verify with a checkpoint seen before, and not before that
 */
public record Detected(Attack attack, int tried, int byKey, int byReplay, int bySeen) {

  static Detected of(Attack attack, Map<Notice, Integer> counts) {
    return new Detected(
        attack,
        counts.values().stream().mapToInt(Integer::intValue).sum(),
        counts.getOrDefault(Notice.KEY, 0),
        counts.getOrDefault(Notice.REPLAY, 0),
        counts.getOrDefault(Notice.SEEN, 0));
  }

  /** Number of attempts that somebody noticed. */
  public int noticed() {
    return byKey + byReplay + bySeen;
  }

  /** Whether every attempt was noticed by who must notice at the latest. */
  public boolean asPromised() {
    int inTime =
        switch (attack.notice()) {
          case KEY -> byKey;
          case REPLAY -> byKey + byReplay;
          case SEEN -> noticed();
          case NOBODY -> tried;
        };
    return inTime == tried;
  }
}
