package dev.laneledger.app.config;

import dev.laneledger.app.http.OidcIssuer;
import dev.laneledger.app.http.RequestRate;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How requests come in.
 *
 * @param tls null: plain HTTP
 * @param plainHttp whether others than this machine may be answered without TLS
 * @param telemetry where traces go, and how logs are written
 * @param issuer whose signed tokens admit principals as well; null: nobody's
 */
public record EdgeOptions(
    @Nullable Tls tls,
    boolean plainHttp,
    @Nullable OidcIssuer issuer,
    RequestRate rate,
    Telemetry telemetry) {

  /** The same, with nothing told to anybody but in words. */
  public EdgeOptions(
      @Nullable Tls tls, boolean plainHttp, @Nullable OidcIssuer issuer, RequestRate rate) {
    this(tls, plainHttp, issuer, rate, Telemetry.NONE);
  }

  /**
   * What the server tells of itself besides its answers.
   *
   * @param otlp the collector that spans are sent to; null: none are made
   * @param logFormat {@code ecs}, {@code logstash} or {@code gelf}; null: lines of text
   */
  public record Telemetry(@Nullable URI otlp, @Nullable String logFormat) {
    public static final Telemetry NONE = new Telemetry(null, null);
  }

  /** The same with that telemetry. */
  public EdgeOptions with(Telemetry told) {
    return new EdgeOptions(tls, plainHttp, issuer, rate, told);
  }

  /** Plain HTTP for this machine, bearer tokens only. */
  public static EdgeOptions local() {
    return new EdgeOptions(null, false, null, RequestRate.ofProperties());
  }

  /**
   * Files in PEM.
   *
   * @param certificate of the server, with those that lead to a known authority behind it
   * @param key its private key, PKCS#8
   * @param passphrase of the key; null: it has none
   */
  public record Tls(Path certificate, Path key, @Nullable String passphrase) {
    private static final String BUNDLE = "spring.ssl.bundle.pem.ledger.";

    /** As Spring Boot's properties; files that change are read again. */
    Map<String, Object> properties() {
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put(BUNDLE + "keystore.certificate", certificate.toUri().toString());
      properties.put(BUNDLE + "keystore.private-key", key.toUri().toString());
      if (passphrase != null) {
        properties.put(BUNDLE + "keystore.private-key-password", passphrase);
      }
      properties.put(BUNDLE + "reload-on-update", true);
      properties.put(BUNDLE + "options.enabled-protocols", "TLSv1.3,TLSv1.2");
      properties.put("server.ssl.bundle", "ledger");
      return properties;
    }
  }
}
