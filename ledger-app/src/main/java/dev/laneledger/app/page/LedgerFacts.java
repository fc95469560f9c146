package dev.laneledger.app.page;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.publish.Checkpoints;
import dev.laneledger.app.publish.WitnessState;
import dev.laneledger.app.publish.Witnesses;
import dev.laneledger.app.readmodel.LedgerQueries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger itself stands.
 *
 * @param size number of durable entries
 * @param checkpoint the newest signed tree head; null if there is none to trust
 * @param quorum how many witnesses have to cosign, as the policy says it
 * @param verification the newest full replay that an auditor attested; null: not known
 */
public record LedgerFacts(
    String origin,
    long size,
    @Nullable Head checkpoint,
    String quorum,
    List<Seen> witnesses,
    @Nullable Verification verification) {
  private static final int LAST_OF_LEDGER = 128;

  public record Head(long size, String root, String age) {}

  /**
   * @param size of the checkpoint that it cosigned last; −1 for none
   * @param error why it has not cosigned the newest; null if it has
   */
  public record Seen(String name, long size, String time, @Nullable String error) {}

  public record Verification(long size, String outcome, String actor, String time) {}

  static LedgerFacts of(LedgerQueries queries, Checkpoints checkpoints, Witnesses witnesses) {
    return new LedgerFacts(
        queries.view().ledger().origin(),
        queries.size(),
        checkpoints
            .newest()
            .map(signed ->
                new Head(
                    signed.checkpoint().size(),
                    signed.checkpoint().root().hex(),
                    Moments.ago(checkpoints.age())))
            .orElse(null),
        witnesses.quorum(),
        witnesses.states().stream().map(LedgerFacts::seen).toList(),
        verification(queries));
  }

  private static Seen seen(WitnessState state) {
    return new Seen(
        state.name(),
        state.size(),
        state.time() == null ? "" : Moments.readable(Moments.text(state.time())),
        state.error());
  }

  /** Of the last entries of the ledger's own stream, which are few and rare. */
  private static @Nullable Verification verification(LedgerQueries queries) {
    long last = queries.view().ledger().last();
    List<LedgerEvent> newest =
        queries.stream(StreamId.LEDGER, Math.max(0, last + 1 - LAST_OF_LEDGER), LAST_OF_LEDGER);
    return newest.reversed().stream()
        .filter(event -> event.type() == EventType.REPLAY_ATTESTED)
        .findFirst()
        .map(LedgerFacts::verification)
        .orElse(null);
  }

  private static Verification verification(LedgerEvent event) {
    LedgerData.ReplayAttested replay = (LedgerData.ReplayAttested) event.payload();
    return new Verification(
        replay.size(), replay.outcome(), event.actor(), Moments.readable(event.recordedtime()));
  }
}
