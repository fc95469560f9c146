package dev.laneledger.app.page;

import dev.laneledger.api.hash.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;

/**
 * Style sheet and scripts.
 *
 * @param version of all of them together, for their URLs: a browser keeps them as long as it stays
 */
record Assets(String version) {
  /** Where they lie in the program: our own, and htmx as its authors ship it. */
  static final String[] LOCATIONS = {
    "classpath:/assets/", "classpath:/META-INF/resources/webjars/htmx.org/2.0.4/dist/"
  };

  static final CacheControl CACHED =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private static final List<String> OWN =
      List.of("ledger.css", "ledger.js", "sign.js", "verify.js", "icon.svg");
  private static final int VERSION_DIGITS = 12;

  /** Those that this program ships. */
  static Assets shipped() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : OWN) {
      try (InputStream in = Assets.class.getResourceAsStream("/assets/" + name)) {
        if (in == null) {
          throw new IllegalStateException("the program must hold assets/" + name);
        }
        in.transferTo(all);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Assets(Hash.sha256(all.toByteArray()).hex().substring(0, VERSION_DIGITS));
  }

  /** The URL's path of one of them. */
  public String path(String name) {
    return "/assets/" + name + "?v=" + version;
  }
}
