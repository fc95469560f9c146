package dev.laneledger.app.cli;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Until when an act of an owner may be used. */
final class ExpiryOption {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  @Option(
      names = "--expires",
      paramLabel = "RFC3339",
      description = "until when it may be used, such as 2026-06-12T18:00:00Z (default: for ever)")
  private @Nullable OffsetDateTime expires;

  /** Adds {@code expires} in the form of events, RFC 3339 UTC milliseconds, if it was given. */
  void addTo(ObjectNode data) {
    if (expires != null) {
      data.put("expires", MILLIS.format(expires.withOffsetSameInstant(ZoneOffset.UTC)));
    }
  }
}
