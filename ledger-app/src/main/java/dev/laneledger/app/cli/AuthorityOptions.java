package dev.laneledger.app.cli;

import dev.laneledger.app.publish.Timestamps;
import dev.laneledger.app.signing.TimestampTrust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who timestamps the checkpoints of a ledger that is served. */
final class AuthorityOptions {
  @Option(
      names = "--tsa",
      paramLabel = "URL",
      description = "an RFC 3161 authority that timestamps checkpoints")
  private @Nullable URI url;

  @Option(
      names = "--tsa-certs",
      paramLabel = "FILE",
      description = "PEM of trusted authorities: a timestamp that is not good by it is not kept")
  private @Nullable Path certificates;

  @Option(
      names = "--tsa-every",
      paramLabel = "MINUTES",
      defaultValue = "60",
      description = {
        "what is new is timestamped so long after the last timestamp, and sooner",
        "after 10,000 entries (default: ${DEFAULT-VALUE})"
      })
  private long minutes;

  /** The authority that is given, or null. */
  Timestamps.@Nullable Authority of() throws IOException {
    if (url == null) {
      return null;
    }
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new IllegalArgumentException(
          "--tsa must begin with http:// or https://, but is: " + url);
    }
    if (minutes < 1) {
      throw new IllegalArgumentException(
          "--tsa-every must be at least 1 minute, but is: " + minutes);
    }
    TimestampTrust trust = certificates == null ? null : TimestampTrust.read(certificates);
    return new Timestamps.Authority(url, trust, Duration.ofMinutes(minutes));
  }
}
