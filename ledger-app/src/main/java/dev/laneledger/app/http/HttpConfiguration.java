package dev.laneledger.app.http;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The whole HTTP interface of one ledger. The application that imports it gives the beans {@code
 * LedgerGateway}, {@code LedgerQueries}, {@code Checkpoints} and {@link TokenAuthenticator}; what
 * of Spring Boot it needs it brings along.
 */
@Configuration(proxyBeanMethods = false)
@Import({EdgeConfiguration.class})
public class HttpConfiguration {}
