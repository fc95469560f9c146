package dev.laneledger.app.config;

import dev.laneledger.app.http.HttpConfiguration;
import dev.laneledger.app.http.PublicEntries;
import dev.laneledger.app.http.TokenAuthenticator;
import dev.laneledger.app.publish.BesideLedger;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.app.signing.Tokens;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The server: Spring Boot around one open ledger. It listens on the loopback interface unless told
 * otherwise, answers on virtual threads, and lets running requests end when it is stopped.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(HttpConfiguration.class)
public class LedgerApplication {
  LedgerApplication() {}

  /**
   * Opens the ledger, making it first if there is none, and serves it. Returns when requests are
   * taken.
   *
   * @throws LedgerStartException if the ledger cannot be opened, or the port not be listened on
   */
  public static RunningLedger start(ServeOptions options) {
    OpenLedger ledger = OpenLedger.open(options, OpenLedger.Limits.ofProperties());
    try {
      ConfigurableApplicationContext context = application(options, ledger).run();
      int port =
          Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
              .getPort();
      return new RunningLedger(context, ledger, options.host(), port);
    } catch (RuntimeException e) {
      ledger.close();
      throw new LedgerStartException(
          "cannot serve the ledger on %s:%d: %s"
              .formatted(options.host(), options.port(), rootMessage(e)),
          e);
    }
  }

  private static SpringApplication application(ServeOptions options, OpenLedger ledger) {
    SpringApplication application = new SpringApplication(LedgerApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(
        Map.of(
            "server.address",
            options.host(),
            "server.port",
            options.port(),
            "server.shutdown",
            "graceful",
            "spring.threads.virtual.enabled",
            true));
    application.addInitializers(context -> register(context.getBeanFactory(), options, ledger));
    return application;
  }

  private static void register(
      ConfigurableListableBeanFactory beans, ServeOptions options, OpenLedger ledger) {
    LedgerQueries queries = ledger.readModel().queries();
    Tokens tokens = ledger.secrets().tokens();
    TokenAuthenticator authenticator =
        token ->
            tokens
                .principalOf(token)
                .filter(principal -> queries.view().ledger().persons().containsKey(principal));
    beans.registerSingleton("ledgerGateway", ledger.gateway());
    beans.registerSingleton("ledgerQueries", queries);
    beans.registerSingleton("checkpoints", ledger.checkpoints());
    beans.registerSingleton("publishedTree", ledger.tree());
    beans.registerSingleton("witnesses", ledger.witnesses());
    ledger.timestamps().ifPresent(some -> beans.registerSingleton("timestamps", some));
    beans.registerSingleton("besideLedger", new BesideLedger(options.dir()));
    beans.registerSingleton("publicEntries", new PublicEntries(options.publicEntries()));
    beans.registerSingleton("tokenAuthenticator", authenticator);
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }
}
