package dev.laneledger.app.config;

import dev.laneledger.app.audit.SelfVerification;
import dev.laneledger.app.publish.Checkpoints;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.app.storage.LedgerWriter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;

/** What of an open ledger is measured besides its requests. */
final class LedgerMeters {
  private LedgerMeters() {}

  static PrometheusMeterRegistry of(OpenLedger ledger) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ofWriter(ledger.directory().writer(), meters);
    ofReaders(ledger.readModel().queries(), ledger.checkpoints(), meters);
    ofVerification(ledger.verification(), meters);
    return meters;
  }

  private static void ofWriter(LedgerWriter writer, PrometheusMeterRegistry meters) {
    DistributionSummary groups =
        DistributionSummary.builder("laneledger.commit.requests")
            .description("requests that became durable together")
            .register(meters);
    writer.onGroup(groups::record);
    gauge(meters, "laneledger.queue.requests", "requests that wait for the writer", writer::queued);
    gauge(
        meters,
        "laneledger.writable",
        "1 if appends are taken, 0 if the ledger is read-only",
        () -> writer.readOnlyReason().isEmpty() ? 1 : 0);
  }

  private static void ofReaders(
      LedgerQueries queries, Checkpoints checkpoints, PrometheusMeterRegistry meters) {
    gauge(meters, "laneledger.entries", "durable entries", queries::size);
    gauge(
        meters,
        "laneledger.projection.lag.entries",
        "durable entries that no projection shows yet",
        () -> Math.max(0, queries.size() - queries.view().size()));
    gauge(
        meters,
        "laneledger.checkpoint.age.seconds",
        "time since the newest checkpoint was signed or cosigned",
        () -> checkpoints.age().toMillis() / 1e3);
    gauge(
        meters,
        "laneledger.checkpoint.lag.entries",
        "durable entries that no signed checkpoint covers yet",
        () -> Math.max(0, queries.size() - covered(checkpoints)));
  }

  private static void ofVerification(
      SelfVerification verification, PrometheusMeterRegistry meters) {
    gauge(
        meters,
        "laneledger.verification.age.seconds",
        "time since the ledger last verified itself without a finding",
        () -> verification.age().map(age -> age.toMillis() / 1e3).orElse(Double.NaN));
    gauge(
        meters,
        "laneledger.verification.failed",
        "1 if the newest verification found something tampered with, else 0",
        () -> verification.last().map(SelfVerification.Result::isGood).orElse(true) ? 0 : 1);
  }

  private static void gauge(
      PrometheusMeterRegistry meters, String name, String what, Supplier<Number> value) {
    Gauge.builder(name, value).description(what).strongReference(true).register(meters);
  }

  private static long covered(Checkpoints checkpoints) {
    return checkpoints.newest().map(signed -> signed.checkpoint().size()).orElse(0L);
  }
}
