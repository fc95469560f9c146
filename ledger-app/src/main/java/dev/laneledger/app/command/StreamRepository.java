package dev.laneledger.app.command;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.StreamState;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AbstractAggregateFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Aggregate;

/**
 * Loads the streams of one kind for writing, under a lock per stream that lasts as long as the unit
 * of work.
 */
final class StreamRepository<T extends StreamAggregate> extends EventSourcingRepository<T> {
  /**
   * A waiting thread looks for deadlocks after each attempt, of which there are none: streams are
   * locked in the order of their names. So it rarely does; a minute in all, as ever.
   */
  private static final int ATTEMPT_MILLIS = 1_000;

  private static final int ATTEMPTS = 60;

  private final CommittedStates states;
  private final BiFunction<StreamId, StreamState, T> make;
  private final String typeName;

  StreamRepository(
      Class<T> type,
      BiFunction<StreamId, StreamState, T> make,
      CommittedStates states,
      EventStore eventStore) {
    super(
        EventSourcingRepository.builder(type)
            .eventStore(eventStore)
            .aggregateFactory(new FromSnapshot<>(type))
            .lockFactory(
                PessimisticLockFactory.builder()
                    .lockAttemptTimeout(ATTEMPT_MILLIS)
                    .acquireAttempts(ATTEMPTS)
                    .build()));
    this.typeName = type.getSimpleName();
    this.make = make;
    this.states = states;
  }

  /** The stream's aggregate, also if the stream holds nothing yet. */
  Aggregate<T> open(StreamId stream) {
    return loadOrCreate(stream.path(), () -> make.apply(stream, StreamState.initial(stream)));
  }

  /** The committed state as a snapshot; nothing follows it, since it has caught up. */
  @Override
  protected DomainEventStream readEvents(String path) {
    StreamId stream = StreamId.parse(path);
    StreamState state = states.of(stream);
    return state.last() < 0
        ? DomainEventStream.empty()
        : DomainEventStream.of(
            List.<DomainEventMessage<?>>of(
                new GenericDomainEventMessage<>(
                    typeName, path, state.last(), make.apply(stream, state))));
  }

  /** Every aggregate starts from a snapshot, so none is ever made from its first event. */
  private static final class FromSnapshot<T> extends AbstractAggregateFactory<T> {
    FromSnapshot(Class<T> type) {
      super(type);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    protected T doCreateAggregate(String path, DomainEventMessage firstEvent) {
      throw new IllegalStateException(
          "a stream starts from its snapshot, but this did not: " + path);
    }
  }
}
