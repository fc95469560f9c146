package dev.laneledger.app.command;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.app.storage.AppendContext;
import dev.laneledger.app.storage.LedgerWriter;
import dev.laneledger.app.trace.Traces;
import dev.laneledger.projections.rule.Decider;
import dev.laneledger.projections.rule.StreamState;
import dev.laneledger.projections.rule.TicketStream;
import dev.laneledger.projections.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.ConcurrencyException;

/** Carries out one command in the unit of work that the command bus has opened for it. */
final class AppendBatchHandler {
  private final StreamRepositories repositories;
  private final CommittedStates states;
  private final Decider decider;
  private final LedgerWriter writer;
  private final Repeats repeats;
  private final Refusals refusals;
  private final Anchors anchors;
  private final Evidence evidence;

  AppendBatchHandler(
      StreamRepositories repositories,
      CommittedStates states,
      Decider decider,
      LedgerWriter writer,
      Repeats repeats,
      Refusals refusals,
      Anchors anchors,
      Evidence evidence) {
    this.repositories = repositories;
    this.states = states;
    this.decider = decider;
    this.writer = writer;
    this.repeats = repeats;
    this.refusals = refusals;
    this.anchors = anchors;
    this.evidence = evidence;
  }

  /**
   * Judges the batch without its repeats, and stages what is allowed. Nearly every batch is new,
   * and the writer looks at every id anyway: so a batch is taken for new at first, and its ids are
   * looked up here only once something speaks against it.
   *
   * @throws ConcurrencyException if that may be because of what other nodes wrote: look again
   */
  Staged handle(AppendBatch command) {
    boolean takenForNew = mayBeTakenForNew(command);
    if (!takenForNew) {
      states.lookAgain();
    }
    SortedMap<StreamId, Aggregate<? extends StreamAggregate>> open =
        repositories.open(command.drafts());
    AppendContext context = AppendContext.of(CurrentUnitOfWork.get());
    String now = writer.now();
    Optional<Verdict.Allowed> asNew = takenForNew ? allowed(command, open, now) : Optional.empty();
    if (asNew.isEmpty()) {
      if (takenForNew && states.mayBeBehind()) {
        throw new ConcurrencyException("what speaks against the batch must be what holds now");
      }
      return withoutRepeats(command, open, context);
    }
    stage(asNew.get(), command.actor(), now, command.drafts(), open, context);
    return new Staged(command.drafts(), Map.of(), context);
  }

  private static boolean mayBeTakenForNew(AppendBatch command) {
    return !command.again()
        && command.expected() == null
        && command.drafts().stream()
            .noneMatch(draft -> Anchors.concern(draft) || Evidence.concerns(draft));
  }

  /** Whatever is in the way, repeats are answered first; it is met again if there are none. */
  private Optional<Verdict.Allowed> allowed(
      AppendBatch command, Map<StreamId, Aggregate<? extends StreamAggregate>> open, String now) {
    try {
      return decide(command.actor(), now, command.drafts(), open) instanceof Verdict.Allowed allowed
          ? Optional.of(allowed)
          : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private Staged withoutRepeats(
      AppendBatch command,
      SortedMap<StreamId, Aggregate<? extends StreamAggregate>> open,
      AppendContext context) {
    List<EventDraft> batch = command.drafts();
    Map<Integer, Receipt> known = repeats.of(command.actor(), batch);
    List<Integer> fresh =
        IntStream.range(0, batch.size()).filter(i -> !known.containsKey(i)).boxed().toList();
    if (!fresh.isEmpty()) {
      requireExpected(command, open);
    }
    for (int i : fresh) {
      anchors.require(i, batch.get(i));
      evidence.require(i, batch.get(i));
    }
    if (!fresh.isEmpty()) {
      try {
        judge(command.actor(), fresh.stream().map(batch::get).toList(), open, context);
      } catch (RequestRefusedException e) {
        throw e.inBatch(fresh);
      }
    }
    return new Staged(batch, known, context);
  }

  /** Repeats come first: who sends again after a lost answer is not told of its own event. */
  private static void requireExpected(
      AppendBatch command, SortedMap<StreamId, Aggregate<? extends StreamAggregate>> open) {
    Long expected = command.expected();
    if (expected == null) {
      return;
    }
    open.forEach((stream, aggregate) -> {
      long actual = aggregate.invoke(StreamAggregate::state).last();
      if (actual != expected) {
        throw new StreamChangedException(stream, expected, actual);
      }
    });
  }

  /** Makes the reservation of the next free tickets, or finds the one that this id made. */
  Staged handle(ReserveTickets command) {
    states.lookAgain(); // the next number must be the next one of all nodes
    Aggregate<? extends StreamAggregate> book = repositories.open(command.tickets());
    EventDraft draft = repeats.reservation(command).orElseGet(() -> next(command, book));
    return handle(new AppendBatch(command.actor(), List.of(draft), null).afterLoss());
  }

  private static EventDraft next(
      ReserveTickets command, Aggregate<? extends StreamAggregate> aggregate) {
    TicketStream book = (TicketStream) aggregate.invoke(StreamAggregate::state);
    long from = book.state().book(String.valueOf(command.tickets().leaf())).nextFree();
    TicketData data =
        new TicketData.Reserved(command.lane(), from, from + command.count() - 1, false);
    EventDraft draft =
        EventDraft.of(command.id(), command.tickets(), EventType.TICKETS_RESERVED, data);
    return EventCodec.draftOf(
        EventCodec.senderAttributes(draft)); // the sender's id is held to form
  }

  private void judge(
      String actor,
      List<EventDraft> batch,
      Map<StreamId, Aggregate<? extends StreamAggregate>> open,
      AppendContext context) {
    String now = writer.now();
    switch (decide(actor, now, batch, open)) {
      case Verdict.Denied denied -> throw refusals.refuse(denied, actor, batch);
      case Verdict.Allowed allowed -> stage(allowed, actor, now, batch, open, context);
    }
  }

  private Verdict decide(
      String actor,
      String now,
      List<EventDraft> batch,
      Map<StreamId, Aggregate<? extends StreamAggregate>> open) {
    return Traces.span(
        "judge", () -> decider.decide(stream -> state(stream, open), actor, now, batch));
  }

  private void stage(
      Verdict.Allowed allowed,
      String actor,
      String now,
      List<EventDraft> batch,
      Map<StreamId, Aggregate<? extends StreamAggregate>> open,
      AppendContext context) {
    context.decided(allowed.readSet(), allowed.notAfter());
    CurrentUnitOfWork.get().root().afterCommit(unit -> states.committed(context.receipts()));
    for (EventDraft draft : batch) {
      Objects.requireNonNull(open.get(draft.source()))
          .execute(stream -> stream.append(draft, actor, now));
    }
  }

  private StreamState state(
      StreamId stream, Map<StreamId, Aggregate<? extends StreamAggregate>> open) {
    Aggregate<? extends StreamAggregate> written = open.get(stream);
    return written == null ? states.of(stream) : written.invoke(StreamAggregate::state);
  }

  /**
   * A command's outcome, complete once its unit of work is committed.
   *
   * @param known receipts of the repeats, by index in the batch
   */
  record Staged(List<EventDraft> batch, Map<Integer, Receipt> known, AppendContext context) {

    AppendResult result() {
      List<Receipt> all = new ArrayList<>();
      int fresh = 0;
      for (int i = 0; i < batch.size(); i++) {
        Receipt first = known.get(i);
        all.add(first == null ? context.receipts().get(fresh++) : first);
      }
      return new AppendResult(all, fresh > 0);
    }
  }
}
