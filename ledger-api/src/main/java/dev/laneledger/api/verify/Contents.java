package dev.laneledger.api.verify;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.StoredEntry.Index;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the events themselves must keep: genesis, stream sequences, ids, times, and the index. */
final class Contents {
  static final String FORMAT = "laneledger/1";

  private final Findings findings;
  private final Ids ids;
  private final Map<StreamId, Long> next = new HashMap<>();
  private String time = "";

  Contents(Findings findings, Ids ids) {
    this.findings = findings;
    this.ids = ids;
  }

  /** Number of streams so far. */
  int streams() {
    return next.size();
  }

  /** The genesis that an event is, or null. */
  static LedgerData.@Nullable Created genesis(@Nullable LedgerEvent event) {
    return event != null && event.payload() instanceof LedgerData.Created created ? created : null;
  }

  void accept(long seq, Examined entry) {
    LedgerEvent event = entry.event();
    if (seq == 0 || Contents.genesis(event) != null) {
      genesis(seq, event);
    }
    if (event == null) {
      findings.entry(
          EntryRule.FORM, seq, "", "an event in canonical form", String.valueOf(entry.flaw()));
      return;
    }
    sequence(seq, event);
    if (ids.isRepeated(event.source(), event.id())) {
      findings.entry(
          EntryRule.ID_REPEATED, seq, event.source().path(), "a new id", "again " + event.id());
    }
    if (event.recordedtime().compareTo(time) < 0) {
      findings.entry(EntryRule.TIME, seq, "", "not before " + time, event.recordedtime());
    }
    time = event.recordedtime();
    index(seq, event, entry.stored().index());
  }

  /** Whether nothing is found in these entries, given those before them. */
  boolean follows(Span.Plain span) {
    return span.firstTime().compareTo(time) >= 0
        && span.stretches().stream()
            .allMatch(run -> next.getOrDefault(run.source(), 0L) == run.first());
  }

  /** Takes all of them, after {@link #follows} has said that it can. */
  void accept(Span.Plain span) {
    span.stretches().forEach(run -> next.put(run.source(), run.next()));
    time = span.lastTime();
    for (long key : span.keys()) {
      ids.add(key);
    }
  }

  /** Whether that event may be entry 0. */
  static boolean isGenesis(@Nullable LedgerEvent event) {
    LedgerData.Created created = genesis(event);
    return created != null && created.format().equals(FORMAT);
  }

  private void genesis(long seq, @Nullable LedgerEvent event) {
    LedgerData.Created created = genesis(event);
    String expected = EventType.LEDGER_CREATED.shortName() + " " + FORMAT;
    if (event == null || created == null) {
      String actual = event == null ? "no event" : event.type().shortName();
      findings.entry(EntryRule.GENESIS, seq, "", expected, actual);
    } else if (seq != 0 || !created.format().equals(FORMAT)) {
      String actual = event.type().shortName() + " " + created.format() + " at entry " + seq;
      findings.entry(EntryRule.GENESIS, seq, "", expected + " at entry 0", actual);
    }
  }

  private void sequence(long seq, LedgerEvent event) {
    long expected = next.getOrDefault(event.source(), 0L);
    if (event.streamseq() != expected) {
      findings.entry(
          EntryRule.STREAM_SEQUENCE, seq, event.source().path(), expected, event.streamseq());
    }
    next.put(event.source(), event.streamseq() + 1);
  }

  private void index(long seq, LedgerEvent event, @Nullable Index index) {
    if (index != null) {
      compare(seq, "source", event.source().path(), index.source());
      compare(seq, "streamseq", event.streamseq(), index.streamseq());
      compare(seq, "id", event.id(), index.id());
    }
  }

  private void compare(long seq, String what, Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      findings.entry(EntryRule.INDEX, seq, what, expected, actual == null ? "no row" : actual);
    }
  }
}
