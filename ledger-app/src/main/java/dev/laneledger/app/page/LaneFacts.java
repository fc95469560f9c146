package dev.laneledger.app.page;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.page.LanePage.Moment;
import dev.laneledger.app.page.LanePage.Placed;
import dev.laneledger.app.page.LanePage.Probe;
import dev.laneledger.app.page.LanePage.Triple;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.lane.LaneRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one lane say, part by part.
 *
 * @param entries of the lane's stream, in order
 */
record LaneFacts(LedgerQueries queries, List<Entry> entries) {

  LanePage page(String id, LaneRow row, boolean cut, @Nullable String report, long read) {
    List<Placed<LaneData.Probed>> probed = all(LaneData.Probed.class);
    List<Placed<LaneData.SurfacesAttested>> attested = all(LaneData.SurfacesAttested.class);
    return new LanePage(
        id,
        row,
        LanesPage.standingOf(row),
        LanesPage.toneOf(row),
        conflict(row),
        moments(),
        cut,
        all(LaneData.RollbackProven.class).stream().flatMap(LaneFacts::triples).toList(),
        all(LaneData.RollbackProven.class).stream()
            .flatMap(p -> p.data().invariants().stream())
            .toList(),
        probed.stream().flatMap(p -> p.data().probes().stream()).map(this::probe).toList(),
        probed.isEmpty() ? null : probed.getLast().data().control(),
        attested.isEmpty() ? -1 : attested.getLast().data().claimed(),
        attested.isEmpty() ? List.of() : attested.getLast().data().surfaces(),
        all(LedgerData.Refused.class),
        all(LaneData.EvidenceAttached.class),
        report,
        read);
  }

  private <T extends EventData> List<Placed<T>> all(Class<T> type) {
    return entries.stream()
        .filter(entry -> type.isInstance(entry.event().payload()))
        .map(entry -> new Placed<>(entry.seq(), type.cast(entry.event().payload())))
        .toList();
  }

  private static boolean conflict(LaneRow row) {
    Stream<Hash> claimed = row.packetTreeClaims().stream().map(LaneRow.TreeClaim::packetTree);
    return Stream.concat(Stream.ofNullable(row.packetTree()), claimed).distinct().count() > 1;
  }

  private List<Moment> moments() {
    List<Instant> times =
        entries.stream().map(entry -> Instant.parse(entry.event().recordedtime())).toList();
    long longest = 1;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, Duration.between(times.get(i - 1), times.get(i)).toMillis());
    }
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      @Nullable Duration took =
          i + 1 == times.size() ? null : Duration.between(times.get(i), times.get(i + 1));
      moments.add(
          moment(entries.get(i), Duration.between(times.getFirst(), times.get(i)), took, longest));
    }
    return moments;
  }

  private static Moment moment(Entry entry, Duration after, @Nullable Duration took, long longest) {
    EventData data = entry.event().payload();
    String verdict = verdict(data);
    return new Moment(
        entry.seq(),
        Moments.readable(entry.event().recordedtime()),
        Sentences.of(entry.event()),
        Moments.length(after),
        took == null ? "" : Moments.length(took),
        took == null ? 0 : (int) (100 * took.toMillis() / longest),
        verdict,
        tone(verdict));
  }

  /** What was found by whatever the event is about; empty where nothing was judged. */
  private static String verdict(EventData data) {
    return switch (data) {
      case LaneData.PreflightChecked p -> result(p.gates().stream().map(LaneData.Gate::result));
      case LaneData.TargetLocked t -> t.verdict();
      case LaneData.StepExecuted s -> s.result().name();
      case LaneData.RollbackProven r ->
          r.entries().stream().allMatch(LaneData.RollbackEntry::restoredMatch) ? "PASS" : "FAIL";
      case LaneData.Validated v -> v.outcome().name();
      case LaneData.Probed p ->
          p.control().allowed() && p.probes().stream().allMatch(LaneData.Probe::failedClosed)
              ? "PASS"
              : "FAIL";
      case LaneData.SelfChecked s -> result(s.checks().stream().map(LaneData.Check::answer));
      case LaneData.Completed c -> c.outcome().name();
      case LaneData.Stopped s -> "STOPPED";
      case LedgerData.Refused r -> "REFUSED";
      default -> "";
    };
  }

  private static String result(Stream<LaneData.Result> results) {
    return results.allMatch(LaneData.Result.PASS::equals) ? "PASS" : "FAIL";
  }

  private static String tone(String verdict) {
    return switch (verdict) {
      case "" -> "plain";
      case "FAIL", "STOPPED", "REJECTED" -> "bad";
      case "REFUSED", "READY_NOT_APPLIED" -> "hold";
      default -> "good";
    };
  }

  private static Stream<Triple> triples(Placed<LaneData.RollbackProven> proof) {
    return proof.data().entries().stream()
        .map(e -> {
          @Nullable ContentHash had = e.expected() == null ? e.before() : e.expected();
          return new Triple(
              proof.seq(),
              e.id(),
              e.path(),
              e.rows().stream().map(String::valueOf).collect(Collectors.joining(" → ")),
              text(e.before()),
              text(e.afterApply()),
              text(e.afterRollback()),
              e.expected() == null ? "as before" : text(e.expected()),
              !text(e.before()).equals(text(e.afterApply())),
              text(had).equals(text(e.afterRollback())));
        });
  }

  private static String text(@Nullable ContentHash hash) {
    return hash == null ? "not stated" : hash.text();
  }

  private Probe probe(LaneData.Probe probe) {
    return new Probe(
        probe.id(), probe.defect(), probe.failedClosed(), probe.code(), seq(probe.refusal()));
  }

  private @Nullable Long seq(@Nullable EventRef ref) {
    return ref == null
        ? null
        : queries.entriesOf(ref.source(), ref.streamseq(), 1).stream()
            .map(Entry::seq)
            .findFirst()
            .orElse(null);
  }
}
