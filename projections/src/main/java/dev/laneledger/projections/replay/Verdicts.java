package dev.laneledger.projections.replay;

import dev.laneledger.api.canonical.IJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.MeaningRule;
import dev.laneledger.projections.render.LaneStreams;
import dev.laneledger.projections.rule.BytesMissingException;
import dev.laneledger.projections.rule.Decider;
import dev.laneledger.projections.rule.PackRefusedException;
import dev.laneledger.projections.rule.StreamState;
import dev.laneledger.projections.rule.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decides every batch and every refused input again. */
final class Verdicts {
  private final Divergences divergences;
  private final Blobs blobs;
  private final Decider decider;
  private final Map<StreamId, StreamState> states = new HashMap<>();
  private final ProgramStreams streams;
  private final List<LedgerEvent> run = new ArrayList<>();
  private long runFrom;
  private boolean founding = true;
  private long decided;
  private long refusals;

  /**
   * @param streams every event that {@link #accept} was told, and no other
   */
  Verdicts(Divergences divergences, ProgramStreams streams, Blobs blobs) {
    this.divergences = divergences;
    this.streams = streams;
    this.blobs = blobs;
    this.decider = new Decider(blobs::pack, new LaneStreams(this::streamsOf), blobs::bytes);
  }

  /** Number of events that were judged again. */
  long decided() {
    return decided;
  }

  /** Number of refusals that were judged again. */
  long refusals() {
    return refusals;
  }

  void accept(long seq, LedgerEvent event) {
    if (!run.isEmpty() && !belongsToRun(event)) {
      flush();
    }
    if (event.actor().equals(LedgerEvent.LEDGER_ACTOR)) {
      recordedByLedger(seq, event);
      evolve(event);
      return;
    }
    founding = false;
    runFrom = run.isEmpty() ? seq : runFrom;
    run.add(event);
  }

  /** Judges what is still waiting for its batch to end. */
  void end() {
    flush();
  }

  private boolean belongsToRun(LedgerEvent event) {
    LedgerEvent first = run.getFirst();
    return event.actor().equals(first.actor()) && event.recordedtime().equals(first.recordedtime());
  }

  private void flush() {
    if (run.isEmpty()) {
      return;
    }
    List<EventDraft> batch = run.stream().map(LedgerEvent::draft).toList();
    LedgerEvent first = run.getFirst();
    Optional<Verdict> verdict = decide(runFrom, first.actor(), first.recordedtime(), batch);
    if (verdict.isPresent()) {
      decided += run.size();
      if (verdict.get() instanceof Verdict.Denied denied) {
        divergences.add(
            MeaningRule.VERDICT,
            runFrom + denied.index(),
            denied.rule(),
            "allowed",
            denied.code() + " at " + denied.pointer() + ": " + denied.message());
      }
    }
    run.forEach(this::evolve);
    run.clear();
  }

  private Optional<Verdict> decide(long seq, String actor, String now, List<EventDraft> batch) {
    try {
      return Optional.of(decider.decide(this::state, actor, now, batch));
    } catch (PackRefusedException e) {
      divergences.gap(
          GapKind.VERDICT_UNKNOWN,
          seq,
          "pack",
          "every adopted pack",
          String.valueOf(e.getMessage()));
    } catch (BytesMissingException e) {
      divergences.gap(
          GapKind.VERDICT_UNKNOWN,
          seq,
          "evidence",
          "all attached evidence",
          String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) { // what the packet would be made of makes none
      divergences.add(
          MeaningRule.VERDICT, seq, "packet", "a verdict", String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private void recordedByLedger(long seq, LedgerEvent event) {
    switch (event.payload()) {
      case LedgerData.Refused refused -> refusal(seq, event, refused);
      case LedgerData.StateAttested attested -> founding = false;
      case LedgerData.KeyRotated rotated -> {} // its signatures are for the bytes' verification
      case LedgerData.Created created when founding ->
          created.policies().forEach(p -> loads(seq, p));
      case LedgerData.PrincipalRegistered registered when founding -> {}
      default ->
          divergences.add(
              MeaningRule.LEDGER_ACT,
              seq,
              event.source().path(),
              "a principal that the rules judge",
              event.actor() + " with " + event.type().shortName());
    }
  }

  /** Genesis is judged by nobody: a later adoption of what does not load is denied as it was. */
  private void loads(long seq, LedgerData.PackPin pin) {
    try {
      blobs.pack(pin.sha256());
    } catch (PackRefusedException e) {
      divergences.add(MeaningRule.PACK, seq, pin.pack(), "a pack", String.valueOf(e.getMessage()));
    }
  }

  private void refusal(long seq, LedgerEvent event, LedgerData.Refused refused) {
    founding = false;
    Optional<byte[]> input = blobs.bytes(refused.input());
    if (input.isEmpty()) {
      divergences.gap(
          GapKind.VERDICT_UNKNOWN, seq, "input", refused.input(), "no such blob with that digest");
      return;
    }
    long length = input.get().length;
    if (length != refused.inputBytes()) {
      divergences.add(MeaningRule.REFUSAL, seq, "inputBytes", refused.inputBytes(), length);
    }
    String expected =
        words(event.source(), refused.code(), refused.rule(), pack(refused), refused.pointer());
    Optional<String> actual = refusedAgain(seq, event, refused, input.get());
    if (actual.isPresent()) {
      refusals++;
      if (!actual.get().equals(expected)) {
        divergences.add(MeaningRule.REFUSAL, seq, event.source().path(), expected, actual.get());
      }
    }
  }

  private Optional<String> refusedAgain(
      long seq, LedgerEvent event, LedgerData.Refused refused, byte[] input) {
    List<EventDraft> batch = new ArrayList<>();
    try {
      JsonNode array = IJson.parse(input, EventCodec.MAX_DEPTH + 1);
      array.forEach(node -> batch.add(EventCodec.draftOf(node)));
    } catch (JsonRefusedException | EventRefusedException e) {
      return Optional.of("an input that is not a batch of events: " + e.getMessage());
    }
    return decide(seq, refused.actor(), event.recordedtime(), batch)
        .map(verdict ->
            verdict instanceof Verdict.Denied d
                ? words(target(batch, d), d.code(), d.rule(), pack(d.pack()), d.pointer())
                : "allowed");
  }

  /** Where a refusal is recorded: in the stream of the event at fault, if that holds anything. */
  private StreamId target(List<EventDraft> batch, Verdict.Denied denied) {
    StreamId source = batch.get(denied.index()).source();
    return state(source).last() >= 0 ? source : StreamId.REFUSALS;
  }

  private StreamState state(StreamId stream) {
    return states.computeIfAbsent(stream, StreamState::initial);
  }

  private void evolve(LedgerEvent event) {
    states.put(event.source(), state(event.source()).evolve(event));
  }

  /** Before the batch that is being judged. */
  private Map<StreamId, List<LedgerEvent>> streamsOf(StreamId lane) {
    return streams.before(run, lane);
  }

  private static String pack(LedgerData.Refused refused) {
    return refused.pack() == null ? "the format" : refused.pack() + " " + refused.packSha256();
  }

  private static String pack(LedgerData.@Nullable PackPin pin) {
    return pin == null ? "the format" : pin.pack() + " " + pin.sha256();
  }

  private static String words(
      StreamId in, String code, String rule, String pack, @Nullable String pointer) {
    String at = pointer == null ? "" : pointer;
    return code + " by " + rule + " of " + pack + " at " + at + ", recorded in " + in;
  }
}
