package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.app.storage.LedgerReader;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Folds the processor's batches. The view becomes visible when all of a batch is folded; only then
 * it is kept, where it is due, so that nobody waits for {@code views.db}.
 */
final class ViewFold implements EventHandlerInvoker {
  private static final int PAGE = 1_024;

  private final ViewHolder holder;
  private final LedgerHistory history;
  private final Attestor attestor;
  private final KeptViews kept;

  ViewFold(ViewHolder holder, LedgerHistory history, Attestor attestor, KeptViews kept) {
    this.holder = holder;
    this.history = history;
    this.attestor = attestor;
    this.kept = kept;
  }

  /** Folds what is durable now, before anything is visible. */
  LedgerView upTo(LedgerReader reader, LedgerView from) {
    LedgerView view = from;
    for (long size = reader.size(); view.size() < size; ) {
      int most = (int) Math.min(PAGE, size - view.size());
      for (Entry entry : reader.entries(view.size(), most)) {
        LedgerEvent event = entry.event();
        view = view.evolve(entry, event);
        after(event, view);
        keep(view);
      }
    }
    return view;
  }

  private void after(LedgerEvent event, LedgerView view) {
    history.after(view);
    attestor.offer(event, view);
  }

  private void keep(LedgerView view) {
    if (KeptViews.isDue(view)) {
      kept.keep(view);
    }
  }

  @Override
  public boolean canHandle(EventMessage<?> message, Segment segment) {
    return true;
  }

  @Override
  public void handle(EventMessage<?> message, Segment segment) {
    UnitOfWork<?> unit = CurrentUnitOfWork.get();
    Batch batch = unit.root().getOrComputeResource(Batch.class.getName(), key -> begin(unit));
    ((EntrySource.Page) message.getPayload()).entries().forEach(batch::fold);
  }

  private Batch begin(UnitOfWork<?> unit) {
    Batch batch = new Batch(holder.view());
    unit.afterCommit(u -> batch.publish());
    return batch;
  }

  /** An event with the view right after it. */
  record Step(LedgerEvent event, LedgerView after) {}

  private final class Batch {
    private final List<Step> steps = new ArrayList<>();
    private LedgerView view;

    Batch(LedgerView view) {
      this.view = view;
    }

    void fold(Entry entry) {
      if (entry.seq() != view.size()) {
        throw new IllegalStateException(
            "entries must be folded in order, but after %d came %d"
                .formatted(view.position(), entry.seq()));
      }
      LedgerEvent event = entry.event();
      view = view.evolve(entry, event);
      steps.add(new Step(event, view));
    }

    void publish() {
      steps.forEach(step -> history.after(step.after()));
      holder.publish(view);
      steps.forEach(step -> attestor.offer(step.event(), step.after()));
      steps.forEach(step -> keep(step.after()));
    }
  }
}
