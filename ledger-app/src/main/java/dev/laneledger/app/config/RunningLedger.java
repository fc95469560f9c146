package dev.laneledger.app.config;

import dev.laneledger.app.signing.Tokens;
import java.net.URI;
import org.springframework.context.ConfigurableApplicationContext;

/** A ledger that is being served. */
public final class RunningLedger implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final OpenLedger ledger;
  private final URI url;

  RunningLedger(
      ConfigurableApplicationContext context,
      OpenLedger ledger,
      String scheme,
      String host,
      int port) {
    this.context = context;
    this.ledger = ledger;
    this.url =
        URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  public URI url() {
    return url;
  }

  /** The ledger's name. */
  public String origin() {
    return ledger.secrets().logKey().name();
  }

  /** The key by which everybody can verify the ledger's checkpoints. */
  public String verifierKey() {
    return ledger.secrets().logKey().verifierKey().encode();
  }

  /** The bearer tokens of its directory. */
  public Tokens tokens() {
    return ledger.secrets().tokens();
  }

  /** Why nothing can be appended, or empty text. */
  public String readOnlyReason() {
    return ledger.directory().writer().readOnlyReason().orElse("");
  }

  /** Takes no more requests, lets running ones end, and closes the ledger. */
  @Override
  public void close() {
    context.close();
    ledger.close();
  }
}
