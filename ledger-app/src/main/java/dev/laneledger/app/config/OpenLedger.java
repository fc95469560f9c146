package dev.laneledger.app.config;

import dev.laneledger.app.audit.SelfVerification;
import dev.laneledger.app.command.CommandSide;
import dev.laneledger.app.command.LedgerGateway;
import dev.laneledger.app.command.ProgramStreams;
import dev.laneledger.app.publish.Checkpoints;
import dev.laneledger.app.publish.PublishedTree;
import dev.laneledger.app.publish.Timestamps;
import dev.laneledger.app.publish.Witnesses;
import dev.laneledger.app.readmodel.LedgerReadModel;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerEventStorageEngine;
import dev.laneledger.app.storage.LedgerUnusableException;
import dev.laneledger.app.storage.SharedDatabase;
import dev.laneledger.projections.render.LaneStreams;
import dev.laneledger.projections.rule.Decider;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open ledger: everything but the server. */
final class OpenLedger implements AutoCloseable {
  private final LedgerDirectory directory;
  private final LedgerSecrets secrets;
  private final Witnesses witnesses;
  private final Checkpoints checkpoints;
  private final @Nullable Timestamps timestamps;
  private final PublishedTree tree;
  private final LedgerReadModel readModel;
  private final LedgerGateway gateway;
  private final SelfVerification verification;
  private final Thread loading;

  private OpenLedger(LedgerDirectory directory, ServeOptions options, Limits limits)
      throws IOException {
    this.directory = directory;
    AdoptedPacks packs = new AdoptedPacks(directory.blobs());
    this.secrets = new Genesis(directory, packs).ensure(options.origin());
    this.witnesses =
        AdoptedPolicy.witnesses(directory, options.outside().policy(), secrets.logKey());
    this.checkpoints =
        Checkpoints.start(
            directory,
            secrets.logKey(),
            LogKeyHistory.of(directory.reader()).earlier(),
            options.outside().checkpointFile(),
            witnesses);
    Timestamps.Authority authority = options.outside().authority();
    this.timestamps =
        authority == null ? null : Timestamps.start(directory.path(), authority, checkpoints);
    this.tree = new PublishedTree(checkpoints, directory.reader());
    this.readModel = LedgerReadModel.start(directory);
    this.gateway =
        CommandSide.gateway(
            directory,
            new LedgerEventStorageEngine(directory.writer(), directory.reader()),
            new Decider(
                packs,
                new LaneStreams(new ProgramStreams(directory.reader())),
                directory.blobs()::get),
            limits.refusalBurst(),
            limits.refusalsPerSecond());
    this.verification =
        new SelfVerification(
                directory.reader(),
                () -> checkpoints.newest().map(Checkpoints.Signed::note),
                secrets.logKey().verifierKey(),
                Clock.systemUTC())
            .start();
    this.loading = Thread.ofVirtual().unstarted(() -> load(packs));
  }

  /** Once it is served: compiling the rules takes a moment, and whoever only reads needs none. */
  void served() {
    loading.start();
  }

  private void load(AdoptedPacks packs) {
    try {
      readModel.queries().view().ledger().packs().forEach(pin -> packs.apply(pin.sha256()));
    } catch (RuntimeException e) {
      System.getLogger(OpenLedger.class.getName())
          .log(System.Logger.Level.WARNING, "a rule pack cannot be loaded: " + e.getMessage());
    }
  }

  /**
   * How many refusals of one principal become events.
   *
   * @param refusalBurst so many in a row
   * @param refusalsPerSecond and so many more every second
   */
  record Limits(int refusalBurst, double refusalsPerSecond) {
    private static final int BURST = 20;
    private static final int PER_SECOND = 2;

    /** Of the system properties {@code laneledger.refusals.burst} and {@code .perSecond}. */
    static Limits ofProperties() {
      return new Limits(
          Integer.getInteger("laneledger.refusals.burst", BURST),
          Integer.getInteger("laneledger.refusals.perSecond", PER_SECOND));
    }
  }

  /**
   * Opens the ledger of the options' directory, after making it if there is none.
   *
   * @throws LedgerStartException if it cannot be opened
   */
  static OpenLedger open(ServeOptions options, Limits limits) {
    LedgerDirectory directory;
    try {
      directory = directory(options);
    } catch (LedgerUnusableException e) {
      throw new LedgerStartException(String.valueOf(e.getMessage()), e);
    }
    try {
      return new OpenLedger(directory, options, limits);
    } catch (IOException e) {
      directory.close();
      throw new LedgerStartException("cannot open the ledger: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static LedgerDirectory directory(ServeOptions options) {
    String jdbcUrl = options.jdbcUrl();
    return jdbcUrl == null
        ? LedgerDirectory.open(options.dir(), Clock.systemUTC())
        : LedgerDirectory.open(options.dir(), SharedDatabase.of(jdbcUrl), Clock.systemUTC());
  }

  LedgerDirectory directory() {
    return directory;
  }

  LedgerSecrets secrets() {
    return secrets;
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  Witnesses witnesses() {
    return witnesses;
  }

  /** The timestamping authority, or empty. */
  Optional<Timestamps> timestamps() {
    return Optional.ofNullable(timestamps);
  }

  PublishedTree tree() {
    return tree;
  }

  LedgerReadModel readModel() {
    return readModel;
  }

  SelfVerification verification() {
    return verification;
  }

  LedgerGateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    try (directory;
        checkpoints;
        timestamps;
        readModel;
        verification) {
      loading.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
