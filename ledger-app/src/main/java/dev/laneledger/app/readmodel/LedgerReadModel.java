package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.readmodel.RowVersions.Reached;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;

/** Follows one ledger from its opening to its close. */
public final class LedgerReadModel implements AutoCloseable {
  private static final String NAME = "views";
  private static final int BATCH = 512;
  private static final int PAGE = 1_024;
  private static final long ATTEST_MILLIS = 100;

  private final LedgerDirectory directory;
  private final ViewHolder holder = new ViewHolder();
  private final ViewsDatabase views;
  private final RowVersions rows;
  private final Attestor attestor;
  private final EntrySource source;
  private final PooledStreamingEventProcessor processor;
  private final ScheduledExecutorService coordinator = thread("views-coordinator");
  private final ScheduledExecutorService worker = thread("views-worker");
  private final ScheduledExecutorService attesting = thread("attestor");

  private LedgerReadModel(LedgerDirectory directory, ViewsDatabase views) {
    this.directory = directory;
    this.views = views;
    this.rows = new RowVersions(views);
    this.attestor = new Attestor(directory.writer(), System::nanoTime);
    this.source = new EntrySource(directory.reader());
    this.processor =
        PooledStreamingEventProcessor.builder()
            .name(NAME)
            .eventHandlerInvoker(new ViewFold(rows, holder, attestor))
            .errorHandler(PropagatingErrorHandler.instance())
            .messageSource(source)
            .tokenStore(new SqliteTokenStore(views))
            .transactionManager(views)
            .coordinatorExecutor(coordinator)
            .workerExecutor(worker)
            .initialSegmentCount(1)
            .initialToken(s -> s.createTailToken())
            .batchSize(BATCH)
            .build();
  }

  /**
   * Opens {@code views.db}, builds the view as far as its rows go, and follows the ledger from
   * there. When it returns, everything that was durable at the call is visible.
   *
   * @throws IOException if {@code views.db} cannot be made
   */
  public static LedgerReadModel start(LedgerDirectory directory) throws IOException {
    try {
      ViewsDatabase views = ViewsDatabase.open(directory.views());
      Optional<Reached> reached = reached(views);
      if (reached.isPresent() && !fits(reached.get(), directory.reader())) {
        views.close();
        views = ViewsDatabase.create(directory.views());
        reached = Optional.empty();
      }
      LedgerReadModel model = new LedgerReadModel(directory, views);
      model.follow(reached.map(Reached::position).orElse(-1L));
      return model;
    } catch (SQLException e) {
      throw new IOException("cannot use " + directory.views() + ": " + e.getMessage(), e);
    }
  }

  private static Optional<Reached> reached(ViewsDatabase views) throws SQLException {
    return new RowVersions(views).reached();
  }

  /** Whether the rows were made from this ledger's entries. */
  private static boolean fits(Reached reached, LedgerReader reader) {
    return reader
        .entry(reached.position())
        .map(entry -> entry.chain().equals(reached.chain()))
        .orElse(false);
  }

  private void follow(long position) {
    attestations();
    LedgerView view = LedgerView.EMPTY;
    while (view.position() < position) {
      for (Entry entry : directory.reader().entries(view.size(), PAGE)) {
        if (entry.seq() <= position) {
          LedgerEvent event = entry.event();
          view = view.evolve(entry, event);
          attestor.offer(event, view);
        }
      }
      holder.earlier().offer(view);
    }
    holder.publish(view);
    directory.writer().onDurable(source::more);
    processor.start();
    var unused =
        attesting.scheduleWithFixedDelay(
            this::attest, ATTEST_MILLIS, ATTEST_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void attestations() {
    LedgerReader reader = directory.reader();
    long next = 0;
    for (List<Entry> page = reader.stream(StreamId.ATTESTATIONS, next, PAGE);
        !page.isEmpty();
        page = reader.stream(StreamId.ATTESTATIONS, next, PAGE)) {
      for (Entry entry : page) {
        if (entry.event().payload() instanceof LedgerData.StateAttested attestation) {
          attestor.known(attestation);
        }
      }
      next += page.size();
    }
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
    return new LedgerQueries(directory.reader(), directory.blobs(), holder, views, rows);
  }

  @Override
  public void close() {
    attesting.close();
    processor.shutDown();
    coordinator.shutdownNow(); // what it has scheduled for later is only more of the same
    worker.shutdownNow();
    views.close();
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }
}
