package dev.laneledger.app.http;

import dev.laneledger.app.readmodel.LedgerQueries;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The whole HTTP interface of one ledger. The application that imports it gives the beans {@code
 * LedgerGateway}, {@code LedgerQueries}, {@code Checkpoints}, {@code PublishedTree}, {@code
 * Witnesses}, {@code BesideLedger}, {@link PublicEntries}, {@link ServerState}, {@code
 * SelfVerification}, {@code PrometheusMeterRegistry} and {@link TokenAuthenticator}; what of Spring
 * Boot it needs it brings along.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  EdgeConfiguration.class,
  AppendController.class,
  SchemaController.class,
  EntryController.class,
  EventStreamController.class,
  HealthController.class,
  VerificationController.class,
  MeterController.class,
  OpenApiController.class,
  ProblemTypeController.class,
  ProofController.class,
  TileController.class,
  BlobController.class,
  ProgramController.class,
  BlockerPathController.class,
  RowProofController.class,
  DecisionPacketController.class,
  LaneController.class,
  LedgerController.class,
  WitnessController.class,
  TimestampController.class
})
public class HttpConfiguration {

  @Bean
  Views views(LedgerQueries queries) {
    return new Views(queries);
  }

  @Bean
  ReadRights readRights(LedgerQueries queries) {
    return new ReadRights(queries);
  }

  @Bean
  EventStreams eventStreams(LedgerQueries queries) {
    return new EventStreams(queries);
  }

  @Bean
  AccessRules accessRules(ReadRights rights) {
    return new LedgerAccess(rights);
  }

  /** Readers apply expiry at the moment of reading. */
  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }
}
