package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.storage.AppendConflictException;
import dev.laneledger.app.storage.AppendRequest;
import dev.laneledger.app.storage.DuplicateIdException;
import dev.laneledger.app.storage.LedgerWriter;
import dev.laneledger.app.storage.PendingEvent;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.ProgramState;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * States in the ledger what its projections were: {@code ledger.state-attested}, at once when a
 * packet is sealed, after at most 1,024 entries that are not attestations, and five seconds after
 * the last change. An attestation names the programs whose rows changed since the one before; so it
 * takes the place right behind the one that it compared with, or none. When several are due, the
 * newest state is attested, and it goes before the appends that wait: it must come soon after the
 * entries that it speaks of.
 *
 * <p>{@link #offer} is called for every entry in order; {@link #run} appends what is due and is
 * called again and again, by one thread.
 */
final class Attestor implements Runnable {
  static final int MOST_ENTRIES = 1_024;
  static final Duration QUIET = Duration.ofSeconds(5);

  private final LedgerWriter writer;
  private final LongSupplier nanoClock;

  /** What is to be attested. */
  private @Nullable LedgerView due;

  /** How many attestations the ledger is known to hold. */
  private long statements;

  /** Size of the newest attestation, the due one included, and what had been counted then. */
  private long attestedSize;

  private long attestedCount;

  private @Nullable LedgerView changed;
  private long changedAt;

  private LedgerState attestedState = LedgerState.EMPTY;

  private final Map<String, SortedMap<String, Hash>> attestedHashes = new TreeMap<>();

  Attestor(LedgerWriter writer, LongSupplier nanoClock) {
    this.writer = writer;
    this.nanoClock = nanoClock;
  }

  /** Under which id the states after so many entries are attested. */
  static String id(long size) {
    return EventCodec.RESERVED_ID_PREFIX + "attested-" + size;
  }

  /**
   * Takes note of what the ledger says already, before any entry is offered.
   *
   * @param from the view before the first entry that will be offered
   */
  void known(Statements statements, LedgerView from) {
    attestedSize = statements.size();
    attestedCount = from.counted();
    this.statements = statements.count();
    attestedHashes.putAll(statements.hashes());
  }

  /** The next entry's event and the view right after it. */
  synchronized void offer(LedgerEvent event, LedgerView after) {
    if (event.source().equals(StreamId.ATTESTATIONS)) {
      statements = Math.max(statements, event.streamseq() + 1);
    }
    if (after.size() <= attestedSize) {
      attestedCount = after.counted();
      return;
    }
    if (event.payload() instanceof LedgerData.StateAttested attestation) {
      attested(attestation, after);
      return;
    }
    if (event.type() == EventType.LANE_PACKET_SEALED
        || after.counted() - attestedCount >= MOST_ENTRIES) {
      isDue(after);
    } else {
      changed = after;
      changedAt = nanoClock.getAsLong();
    }
  }

  /** Another node may have stated what is due here. */
  private void attested(LedgerData.StateAttested attestation, LedgerView after) {
    if (attestation.size() > attestedSize) {
      attestedSize = attestation.size();
      attestedCount = after.counted();
    }
    due = unlessCovered(due, attestation.size());
    changed = unlessCovered(changed, attestation.size());
    attestedHashes.putAll(attestation.programs());
  }

  private static @Nullable LedgerView unlessCovered(@Nullable LedgerView view, long size) {
    return view == null || view.size() <= size ? null : view;
  }

  private void isDue(LedgerView view) {
    due = view;
    attestedSize = view.size();
    attestedCount = view.counted();
    changed = null;
  }

  /** Appends what is due now. What cannot be appended now stays due. */
  @Override
  public void run() {
    Statement statement = next();
    while (statement != null && attest(statement)) {
      statement = next();
    }
  }

  /** The state of a view, compared with so many attestations. */
  private record Statement(
      LedgerView view, SortedMap<String, SortedMap<String, Hash>> programs, long streamseq) {}

  private synchronized @Nullable Statement next() {
    LedgerView quiet = changed;
    if (quiet != null && nanoClock.getAsLong() - changedAt >= QUIET.toNanos()) {
      changed = null;
      if (!changedPrograms(quiet.state()).isEmpty()) {
        isDue(quiet);
      }
    }
    LedgerView view = due;
    return view == null ? null : new Statement(view, changedPrograms(view.state()), statements);
  }

  /** Whether it is in the ledger now; another one may have taken its place. */
  private boolean attest(Statement statement) {
    LedgerView view = statement.view();
    EventDraft draft =
        EventDraft.of(
            id(view.size()),
            StreamId.ATTESTATIONS,
            EventType.STATE_ATTESTED,
            new LedgerData.StateAttested(
                view.size(), Objects.requireNonNull(view.chain()), statement.programs()));
    try {
      writer.appendAhead(
          AppendRequest.of(
              new PendingEvent(draft, LedgerEvent.LEDGER_ACTOR, statement.streamseq())));
    } catch (DuplicateIdException | AppendConflictException e) {
      return false; // by another node, or by this one and the answer was lost: the view will tell
    }
    stated(statement);
    return true;
  }

  private synchronized void stated(Statement statement) {
    statements = Math.max(statements, statement.streamseq() + 1);
    attestedHashes.putAll(statement.programs());
    attestedState = statement.view().state();
    due = unlessCovered(due, statement.view().size());
  }

  @SuppressWarnings("ReferenceEquality") // the same object has the same hashes
  private SortedMap<String, SortedMap<String, Hash>> changedPrograms(LedgerState state) {
    SortedMap<String, SortedMap<String, Hash>> changes = new TreeMap<>();
    for (Map.Entry<String, ProgramState> program : state.programs().entrySet()) {
      if (program.getValue() != attestedState.programs().get(program.getKey())) {
        SortedMap<String, Hash> hashes = program.getValue().stateHashes();
        if (!hashes.equals(attestedHashes.get(program.getKey()))) {
          changes.put(program.getKey(), hashes);
        }
      }
    }
    return changes;
  }
}
