package dev.laneledger.api.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Collects findings in the order of the package's contract; counts all, keeps the first. */
final class Findings {
  /** This many findings of each of the three sorts are kept. */
  static final int KEPT = 1_000;

  /** Longer texts of whoever made the ledger are cut off. */
  private static final int LONGEST = 2_000;

  private final List<Finding.OfEntry> entries = new ArrayList<>();
  private final List<Finding.OfLedger> ledger = new ArrayList<>();
  private final List<Finding.Gap> gaps = new ArrayList<>();
  private long total;

  void entry(EntryRule rule, long seq, String subject, Object expected, Object actual) {
    add(new Finding.OfEntry(rule, seq, subject, text(expected), text(actual)));
  }

  void ledger(LedgerRule rule, String subject, Object expected, Object actual) {
    ledger(rule, Finding.NO_ENTRY, subject, expected, actual);
  }

  void ledger(LedgerRule rule, long seq, String subject, Object expected, Object actual) {
    add(new Finding.OfLedger(rule, seq, subject, text(expected), text(actual)));
  }

  void gap(GapKind kind, long seq, String subject, Object expected, Object actual) {
    add(new Finding.Gap(kind, seq, subject, text(expected), text(actual)));
  }

  void add(Finding finding) {
    total++;
    switch (finding) {
      case Finding.OfEntry f -> keep(entries, f);
      case Finding.OfLedger f -> keep(ledger, f);
      case Finding.Gap f -> keep(gaps, f);
      case Finding.OfMeaning f -> throw new IllegalArgumentException("a replay's finding: " + f);
    }
  }

  /** Whether an entry broke a rule. */
  boolean hasEntries() {
    return !entries.isEmpty();
  }

  /** How many there were, kept or not. */
  long total() {
    return total;
  }

  /** The kept ones in order; the sort is stable, so equal ones stay as they were found. */
  List<Finding> inOrder() {
    entries.sort((a, b) -> compare(a.seq(), b.seq(), a.which(), b.which()));
    ledger.sort((a, b) -> a.which().compareTo(b.which()));
    gaps.sort((a, b) -> a.which().compareTo(b.which()));
    return Stream.of(entries, ledger, gaps).<Finding>flatMap(List::stream).toList();
  }

  private static int compare(long seqA, long seqB, EntryRule ruleA, EntryRule ruleB) {
    return seqA == seqB ? ruleA.compareTo(ruleB) : Long.compare(seqA, seqB);
  }

  private static <T> void keep(List<T> list, T finding) {
    if (list.size() < KEPT) {
      list.add(finding);
    }
  }

  private static String text(Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
