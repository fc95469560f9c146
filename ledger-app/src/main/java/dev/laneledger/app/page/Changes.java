package dev.laneledger.app.page;

import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.lane.LaneRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In what a program is not as it was.
 *
 * @param since seq of the entry that it is compared with
 * @param entries how many entries the ledger has got since
 * @param lines the first of the changes, in words
 * @param more how many changes are not listed
 */
public record Changes(long since, long entries, List<String> lines, int more) {
  private static final int MOST = 10;

  static Changes of(long since, long position, ProgramState before, ProgramState after) {
    List<String> all = new ArrayList<>();
    after
        .blockers()
        .blockers()
        .changesSince(
            before.blockers().blockers(),
            (id, now) -> blocker(all, id, before.blockers().blocker(id).orElse(null), now));
    after
        .decisions()
        .packets()
        .changesSince(
            before.decisions().packets(), (key, now) -> all.add("Published: " + named(key)));
    after
        .decisions()
        .selections()
        .changesSince(
            before.decisions().selections(),
            (key, now) -> {
              if (now != null) {
                all.add(
                    "Choice from %s: %s, %s"
                        .formatted(
                            key.substring(key.indexOf('/') + 1),
                            now.option(),
                            Sentences.words(now.status().name())));
              }
            });
    after
        .decisions()
        .grants()
        .changesSince(
            before.decisions().grants(),
            (key, now) -> {
              if (now != null) {
                all.add((now.granted() ? "Granted: " : "Grant revoked: ") + named(key));
              }
            });
    after
        .lanes()
        .lanes()
        .changesSince(
            before.lanes().lanes(),
            (id, now) -> lane(all, id, before.lanes().lane(id).orElse(null), now));
    return new Changes(
        since,
        position - since,
        List.copyOf(all.subList(0, Math.min(MOST, all.size()))),
        Math.max(0, all.size() - MOST));
  }

  private static String named(String key) {
    return key.replaceFirst("/", " ");
  }

  private static void blocker(
      List<String> all, String id, @Nullable Blocker before, @Nullable Blocker now) {
    if (now == null) {
      return;
    }
    if (before == null) {
      all.add("Blocker raised: " + id + (now.open() ? "" : ", and closed"));
    } else if (before.open() != now.open()) {
      all.add((now.open() ? "Blocker open again: " : "Blocker closed: ") + id);
    } else {
      List<String> done =
          now.legs().stream()
              .filter(leg -> leg.state() == Blocker.State.DISCHARGED)
              .map(Blocker.LegState::leg)
              .filter(leg -> before.leg(leg).map(l -> l.state() == Blocker.State.OPEN).orElse(true))
              .toList();
      all.add(
          done.isEmpty()
              ? "Blocker changed: " + id
              : "Discharged of " + id + ": " + String.join(", ", done));
    }
  }

  private static void lane(
      List<String> all, String id, @Nullable LaneRow before, @Nullable LaneRow now) {
    if (now == null) {
      return;
    }
    boolean ended = now.outcome() != null && (before == null || before.outcome() == null);
    if (ended) {
      all.add("Lane ended " + Sentences.words(String.valueOf(now.outcome())) + ": " + id);
    } else if (before == null || (before.openedBy() == null && now.openedBy() != null)) {
      all.add((now.imported() ? "Lane imported: " : "Lane opened: ") + id);
    }
  }
}
