package dev.laneledger.app.config;

import dev.laneledger.app.http.HttpConfiguration;
import dev.laneledger.app.http.IssuerSignIn;
import dev.laneledger.app.http.OidcAuthenticator;
import dev.laneledger.app.http.OidcIssuer;
import dev.laneledger.app.http.PublicEntries;
import dev.laneledger.app.http.ServerState;
import dev.laneledger.app.http.TokenAuthenticator;
import dev.laneledger.app.mcp.McpConfiguration;
import dev.laneledger.app.page.PageConfiguration;
import dev.laneledger.app.publish.BesideLedger;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.app.signing.SecretFiles;
import dev.laneledger.app.signing.Tokens;
import dev.laneledger.app.trace.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The server: Spring Boot around one open ledger. It listens on the loopback interface unless told
 * otherwise, answers on virtual threads, and lets running requests end when it is stopped.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({HttpConfiguration.class, McpConfiguration.class, PageConfiguration.class})
public class LedgerApplication {
  LedgerApplication() {}

  /**
   * Opens the ledger, making it first if there is none, and serves it. Returns when requests are
   * taken.
   *
   * @throws LedgerStartException if the ledger cannot be opened, or the port not be listened on
   */
  public static RunningLedger start(ServeOptions options) {
    return start(options, EdgeOptions.local());
  }

  /**
   * The same, with what is to hold for requests.
   *
   * @throws LedgerStartException also if others than this machine could read along
   */
  public static RunningLedger start(ServeOptions options, EdgeOptions edge) {
    requireTlsBeyondThisMachine(options.host(), edge);
    if (edge.issuer() != null && edge.issuer().client() != null) {
      ClientSecret.of(edge.issuer().client());
    }
    OpenLedger ledger = OpenLedger.open(options, OpenLedger.Limits.ofProperties());
    try {
      ConfigurableApplicationContext context = application(options, edge, ledger).run();
      int port =
          Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
              .getPort();
      ledger.served();
      return new RunningLedger(
          context, ledger, edge.tls() == null ? "http" : "https", options.host(), port);
    } catch (RuntimeException e) {
      ledger.close();
      throw new LedgerStartException(
          "cannot serve the ledger on %s:%d: %s"
              .formatted(options.host(), options.port(), rootMessage(e)),
          e);
    }
  }

  private static void requireTlsBeyondThisMachine(String host, EdgeOptions edge) {
    if (edge.tls() == null && !edge.plainHttp() && !isLoopback(host)) {
      throw new LedgerStartException(
          "others than this machine are answered over TLS only, but the host is %s and there is no"
                  .formatted(host)
              + " certificate: give --tls-cert and --tls-key, or --plain-http if TLS ends in front"
              + " of the ledger");
    }
    if (edge.tls() != null) {
      try {
        SecretFiles.requirePrivate(edge.tls().key());
      } catch (IOException e) {
        throw new LedgerStartException(String.valueOf(e.getMessage()), e);
      }
    }
  }

  /** A name that cannot be resolved is refused where it is listened on. */
  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }

  private static SpringApplication application(
      ServeOptions options, EdgeOptions edge, OpenLedger ledger) {
    SpringApplication application = new SpringApplication(LedgerApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.address", options.host());
    properties.put("server.port", options.port());
    properties.put("server.shutdown", "graceful");
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("laneledger.tls-in-front", edge.plainHttp());
    if (edge.tls() != null) {
      properties.putAll(edge.tls().properties());
    }
    application.setDefaultProperties(properties);
    application.addInitializers(
        context -> register(context.getBeanFactory(), options, edge, ledger),
        context -> tell(context, edge.telemetry(), ledger.secrets().logKey().name()));
    return application;
  }

  /** Until the context is closed. */
  private static void tell(
      ConfigurableApplicationContext context, EdgeOptions.Telemetry telemetry, String origin) {
    if (telemetry.logFormat() != null) {
      StructuredLog.use(telemetry.logFormat(), context.getEnvironment());
    }
    if (telemetry.otlp() != null) {
      Traces.Installed traces = Traces.install(telemetry.otlp(), origin);
      context.addApplicationListener(
          (ApplicationListener<ContextClosedEvent>) closed -> traces.close());
    }
  }

  private static void register(
      ConfigurableListableBeanFactory beans,
      ServeOptions options,
      EdgeOptions edge,
      OpenLedger ledger) {
    LedgerQueries queries = ledger.readModel().queries();
    TokenAuthenticator authenticator =
        registered(tokens(ledger.secrets().tokens(), edge.issuer()), queries);
    beans.registerSingleton("requestRate", edge.rate());
    beans.registerSingleton("ledgerGateway", ledger.gateway());
    beans.registerSingleton("ledgerQueries", queries);
    beans.registerSingleton("checkpoints", ledger.checkpoints());
    beans.registerSingleton("publishedTree", ledger.tree());
    beans.registerSingleton("meters", LedgerMeters.of(ledger));
    ServerState state = () -> ledger.directory().writer().readOnlyReason().isEmpty();
    beans.registerSingleton("serverState", state);
    beans.registerSingleton("selfVerification", ledger.verification());
    beans.registerSingleton("witnesses", ledger.witnesses());
    ledger.timestamps().ifPresent(some -> beans.registerSingleton("timestamps", some));
    beans.registerSingleton("besideLedger", new BesideLedger(options.dir()));
    beans.registerSingleton("publicEntries", new PublicEntries(options.publicEntries()));
    beans.registerSingleton("tokenAuthenticator", authenticator);
    signIn(edge.issuer(), queries).ifPresent(some -> beans.registerSingleton("issuerSignIn", some));
  }

  private static TokenAuthenticator registered(TokenAuthenticator known, LedgerQueries queries) {
    return token ->
        known
            .principalOf(token)
            .filter(principal -> queries.view().ledger().persons().containsKey(principal));
  }

  private static Optional<IssuerSignIn> signIn(@Nullable OidcIssuer issuer, LedgerQueries queries) {
    OidcIssuer.Client client = issuer == null ? null : issuer.client();
    if (issuer == null || client == null) {
      return Optional.empty();
    }
    OidcAuthenticator ids = OidcAuthenticator.ofIdTokens(issuer, client);
    return Optional.of(
        new IssuerSignIn(issuer, ClientSecret.of(client), ids, registered(ids, queries)));
  }

  /** The ledger's own tokens, and those of the issuer where there is one. */
  private static TokenAuthenticator tokens(Tokens own, @Nullable OidcIssuer issuer) {
    if (issuer == null) {
      return own::principalOf;
    }
    OidcAuthenticator others = OidcAuthenticator.ofBearers(issuer);
    return token ->
        OidcAuthenticator.isJwt(token) ? others.principalOf(token) : own.principalOf(token);
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }
}
