package dev.laneledger.app.config;

import dev.laneledger.app.http.OidcIssuer;
import dev.laneledger.app.http.RequestRate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How requests come in.
 *
 * @param tls null: plain HTTP
 * @param plainHttp whether others than this machine may be answered without TLS
 * @param issuer whose signed tokens admit principals as well; null: nobody's
 */
public record EdgeOptions(
    @Nullable Tls tls, boolean plainHttp, @Nullable OidcIssuer issuer, RequestRate rate) {

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
