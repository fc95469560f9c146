package dev.laneledger.app.audit;

import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A published tree on a static host, or on a ledger that shows everybody its entries. */
final class HttpFiles implements TileFiles {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final URI base;
  private final HttpClient client;

  HttpFiles(URI url, @Nullable SSLContext tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL);
    this.client = (tls == null ? builder : builder.sslContext(tls)).build();
    this.base = url.getPath().endsWith("/") ? url : URI.create(url + "/");
    if (read(Layout.CHECKPOINT).isEmpty()) {
      close();
      throw new MaterialUnusableException(
          "a published tree must have a checkpoint, but there is none at %s"
              .formatted(base.resolve(Layout.CHECKPOINT)));
    }
  }

  @Override
  public Optional<byte[]> read(String name) {
    URI uri = base.resolve(name);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return isThere(response.statusCode(), name, uri)
            ? Optional.of(TileFiles.bounded(body, uri))
            : Optional.empty();
      }
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot read " + uri + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MaterialUnusableException("interrupted while reading " + uri, e);
    }
  }

  /** A host may keep entries and blobs to itself, but not what shows that its hashes fit. */
  private static boolean isThere(int status, String name, URI uri) {
    boolean forbidden = status == 401 || status == 403;
    boolean isHash = name.startsWith(Layout.TILES) && !name.startsWith(Layout.ENTRIES);
    if (status == 404 || status == 410 || (forbidden && !isHash)) {
      return false;
    }
    if (status != 200) {
      throw new MaterialUnusableException(
          "a host of a published tree must answer 200 or 404, but answered %d for %s"
              .formatted(status, uri));
    }
    return true;
  }

  @Override
  public boolean lists() {
    return false;
  }

  @Override
  public void names(String prefix, Consumer<String> sink) {
    // a static host need not list what it has
  }

  @Override
  public void close() {
    client.close();
  }
}
