package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Folds the processor's batches. Rows and position are in the batch's transaction; the view becomes
 * visible after it is committed, so that nobody sees what a rollback takes back.
 */
final class ViewFold implements EventHandlerInvoker {
  private final RowVersions rows;
  private final ViewHolder holder;
  private final Attestor attestor;

  ViewFold(RowVersions rows, ViewHolder holder, Attestor attestor) {
    this.rows = rows;
    this.holder = holder;
    this.attestor = attestor;
  }

  @Override
  public boolean canHandle(EventMessage<?> message, Segment segment) {
    return true;
  }

  @Override
  public void handle(EventMessage<?> message, Segment segment) throws SQLException {
    UnitOfWork<?> unit = CurrentUnitOfWork.get();
    Batch batch = unit.root().getOrComputeResource(Batch.class.getName(), key -> begin(unit));
    batch.fold((Entry) message.getPayload());
  }

  private Batch begin(UnitOfWork<?> unit) {
    Batch batch = new Batch(holder.view());
    unit.onPrepareCommit(u -> batch.writePosition());
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

    void fold(Entry entry) throws SQLException {
      if (entry.seq() != view.size()) {
        throw new IllegalStateException(
            "entries must be folded in order, but after %d came %d"
                .formatted(view.position(), entry.seq()));
      }
      LedgerEvent event = entry.event();
      LedgerView before = view;
      view = view.evolve(entry, event);
      steps.add(new Step(event, view));
      for (String program : touched(event)) {
        rows.change(
            program, entry.seq(), before.state().program(program), view.state().program(program));
      }
    }

    /** An event of the ledger itself, such as a new policy, may change every program. */
    private Collection<String> touched(LedgerEvent event) {
      String program = event.source().program();
      return program == null ? view.state().programs().keySet() : List.of(program);
    }

    void writePosition() {
      try {
        rows.reached(view.position(), Objects.requireNonNull(view.chain()));
      } catch (SQLException e) {
        throw new ViewsDatabase.ViewsException("cannot keep the position", e);
      }
    }

    void publish() {
      holder.publish(view);
      steps.forEach(step -> attestor.offer(step.event(), step.after()));
    }
  }
}
