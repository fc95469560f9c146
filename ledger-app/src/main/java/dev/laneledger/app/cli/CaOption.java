package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose certificates count, where a server is spoken to over TLS. */
final class CaOption {
  @Configured("ca")
  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = {
        "PEM certificates of the authorities that a server's certificate must come from, instead",
        "of those that Java trusts"
      })
  private @Nullable Path file;

  LedgerClient client(URI server, String token) {
    SSLContext tls = context();
    return tls == null ? new LedgerClient(server, token) : new LedgerClient(server, token, tls);
  }

  /**
   * Trusts the certificates of the file and no others; null: no file was named.
   *
   * @throws MaterialUnusableException if there is no certificate in it
   */
  @Nullable SSLContext context() {
    if (file == null) {
      return null;
    }
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(file));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new MaterialUnusableException("--ca cannot be used: " + e, e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int count = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("authority-" + count++, certificate);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new MaterialUnusableException(
          "--ca must name a file, but there is none: %s; name the authority's certificate"
              .formatted(file));
    }
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (certificates.isEmpty()) {
        throw new CertificateException("no certificate in it");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new MaterialUnusableException(
          "--ca must be X.509 certificates in PEM, but %s is not: %s; ask whoever runs the server"
                  .formatted(file, e.getMessage())
              + " for the certificate of its authority",
          e);
    }
  }
}
