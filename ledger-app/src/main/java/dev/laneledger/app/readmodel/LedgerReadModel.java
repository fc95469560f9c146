package dev.laneledger.app.readmodel;

import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;

/** Follows one ledger from its opening to its close. */
public final class LedgerReadModel implements AutoCloseable {
  private static final String NAME = "views";
  private static final int BATCH_PAGES = 4;
  private static final long ATTEST_MILLIS = 100;

  private final LedgerDirectory directory;
  private final ViewHolder holder = new ViewHolder();
  private final LedgerHistory history;
  private final KeptViews kept;
  private final Attestor attestor;
  private final EntrySource source;
  private final PooledStreamingEventProcessor processor;
  private final ScheduledExecutorService coordinator = thread("views-coordinator");
  private final ScheduledExecutorService worker = thread("views-worker");
  private final ScheduledExecutorService attesting = thread("attestor");

  private LedgerReadModel(LedgerDirectory directory, FoldStart start) {
    this.directory = directory;
    this.kept = start.kept();
    this.history = start.history();
    this.attestor = new Attestor(directory.writer(), System::nanoTime);
    attestor.known(start.statements(), start.view());
    ViewFold fold = new ViewFold(holder, history, attestor, kept);
    LedgerView view = fold.upTo(directory.reader(), start.view());
    holder.publish(view);
    this.source = new EntrySource(directory.reader());
    this.processor =
        PooledStreamingEventProcessor.builder()
            .name(NAME)
            .eventHandlerInvoker(fold)
            .errorHandler(PropagatingErrorHandler.instance())
            .messageSource(source)
            .tokenStore(new InMemoryTokenStore()) // views.db says where a start goes on
            .transactionManager(NoTransactionManager.instance())
            .coordinatorExecutor(coordinator)
            .workerExecutor(worker)
            .initialSegmentCount(1)
            .initialToken(s -> new GlobalSequenceTrackingToken(view.position()))
            .batchSize(BATCH_PAGES)
            .build();
  }

  /**
   * Goes on from what {@code views.db} keeps, or from entry 0 where that is in doubt, and follows
   * the ledger. When it returns, everything that was durable at the call is visible.
   *
   * @throws IOException if {@code views.db} cannot be made
   */
  public static LedgerReadModel start(LedgerDirectory directory) throws IOException {
    try {
      LedgerReadModel model =
          new LedgerReadModel(directory, FoldStart.of(directory.views(), directory.reader()));
      model.follow();
      return model;
    } catch (SQLException e) {
      throw new IOException("cannot use " + directory.views() + ": " + e.getMessage(), e);
    }
  }

  private void follow() {
    directory.writer().onDurable(source::more);
    processor.start();
    var unused =
        attesting.scheduleWithFixedDelay(
            this::attest, ATTEST_MILLIS, ATTEST_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void attest() {
    try {
      if (directory.writer().readOnlyReason().isEmpty() && directory.publisher().leads()) {
        attestor.run();
      }
    } catch (RuntimeException e) {
      System.getLogger(LedgerReadModel.class.getName())
          .log(System.Logger.Level.WARNING, "the state is not attested yet: " + e.getMessage());
    }
  }

  /** What readers may ask. */
  public LedgerQueries queries() {
    LedgerReader reader = directory.reader();
    return new LedgerQueries(
        reader, directory.blobs(), holder, new EarlierViews(reader, holder, kept, history));
  }

  @Override
  public void close() {
    attesting.close();
    processor.shutDown();
    coordinator.shutdownNow(); // what it has scheduled for later is only more of the same
    worker.shutdownNow();
    kept.close();
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }
}
