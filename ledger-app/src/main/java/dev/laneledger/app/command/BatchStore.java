package dev.laneledger.app.command;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * The event store of aggregates. What a unit of work publishes is kept in one list until it
 * commits; the event bus would register callbacks for each event, and count its queue each time.
 */
final class BatchStore extends EmbeddedEventStore {
  private static final String RESOURCE = BatchStore.class.getName();

  private final EventStorageEngine engine;

  BatchStore(EventStorageEngine engine) {
    super(EmbeddedEventStore.builder().storageEngine(engine));
    this.engine = engine;
  }

  @Override
  public void publish(List<? extends EventMessage<?>> events) {
    UnitOfWork<?> unit = CurrentUnitOfWork.get().root();
    List<EventMessage<?>> published = unit.getOrComputeResource(RESOURCE, name -> begin(unit));
    published.addAll(events);
  }

  private List<EventMessage<?>> begin(UnitOfWork<?> unit) {
    List<EventMessage<?>> published = new ArrayList<>();
    unit.onPrepareCommit(u -> engine.appendEvents(published));
    return published;
  }
}
