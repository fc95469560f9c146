package dev.laneledger.projections.replay;

import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.MeaningRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Collects what a replay found, apart from the bytes; counts all, keeps the first. */
final class Divergences {
  private static final int KEPT = 1_000;

  private static final Comparator<Finding.OfMeaning> ORDER =
      Comparator.comparingLong(Finding.OfMeaning::seq).thenComparing(Finding.OfMeaning::which);

  private final List<Finding.OfMeaning> meanings = new ArrayList<>();
  private final List<Finding.Gap> gaps = new ArrayList<>();
  private long total;

  void add(MeaningRule rule, long seq, String subject, Object expected, Object actual) {
    total++;
    if (meanings.size() < KEPT) {
      meanings.add(
          new Finding.OfMeaning(
              rule, seq, subject, String.valueOf(expected), String.valueOf(actual)));
    }
  }

  void gap(GapKind kind, long seq, String subject, Object expected, Object actual) {
    total++;
    if (gaps.size() < KEPT) {
      gaps.add(
          new Finding.Gap(kind, seq, subject, String.valueOf(expected), String.valueOf(actual)));
    }
  }

  long total() {
    return total;
  }

  /** With the findings of the bytes: first what is broken, then what is not covered. */
  List<Finding> after(List<Finding> bytes) {
    meanings.sort(ORDER);
    gaps.sort(Comparator.comparing(Finding.Gap::which));
    Stream<Finding> broken = bytes.stream().filter(f -> !(f instanceof Finding.Gap));
    Stream<Finding> uncovered = bytes.stream().filter(Finding.Gap.class::isInstance);
    return Stream.of(broken, meanings.stream(), uncovered, gaps.stream())
        .<Finding>flatMap(s -> s)
        .toList();
  }
}
