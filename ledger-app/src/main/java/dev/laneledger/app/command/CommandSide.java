package dev.laneledger.app.command;

import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.projections.rule.Decider;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Puts the command side of one ledger together. */
public final class CommandSide {
  private CommandSide() {}

  /**
   * @param engine over the same directory
   * @param refusalBurst how many refusals in a row are recorded per principal, from 1
   * @param refusalsPerSecond how many more every second
   */
  public static LedgerGateway gateway(
      LedgerDirectory directory,
      EventStorageEngine engine,
      Decider decider,
      int refusalBurst,
      double refusalsPerSecond) {
    EventStore store = new BatchStore(engine);
    CommittedStates states = new CommittedStates(engine, directory.reader());
    RefusalRate rate = new RefusalRate(refusalBurst, refusalsPerSecond, System::nanoTime);
    AppendBatchHandler handler =
        new AppendBatchHandler(
            new StreamRepositories(states, store),
            states,
            decider,
            directory.writer(),
            new Repeats(directory.reader()),
            new Refusals(directory.writer(), directory.reader(), directory.blobs(), rate),
            new Anchors(directory.reader()),
            new Evidence(directory.blobs()));
    return new LedgerGateway(DefaultCommandGateway.builder().commandBus(bus(handler)).build());
  }

  /** Commands run on the thread that sends them: many at once give the writer its groups. */
  private static CommandBus bus(AppendBatchHandler handler) {
    CommandBus bus = SimpleCommandBus.builder().build();
    subscribe(bus, AppendBatch.class, command -> handler.handle((AppendBatch) command));
    subscribe(bus, ReserveTickets.class, command -> handler.handle((ReserveTickets) command));
    return bus;
  }

  @SuppressWarnings("resource") // subscribed as long as the bus lives
  private static void subscribe(
      CommandBus bus, Class<?> type, java.util.function.Function<Object, Object> handler) {
    bus.subscribe(
        type.getName(), (CommandMessage<?> message) -> handler.apply(message.getPayload()));
  }
}
