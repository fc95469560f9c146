package dev.laneledger.app.signing;

import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * When each token was last used, to the minute, in {@code tokens.used}: per line the token's hash,
 * two spaces, the time. It is for people who look for tokens that nobody needs; losing it loses
 * nothing else.
 */
final class TokenUse {
  private static final Duration PRECISION = Duration.ofMinutes(1);

  private final Path file;
  private final ConcurrentMap<Hash, Instant> noted = new ConcurrentHashMap<>();

  TokenUse(Path file) {
    this.file = file;
  }

  /** Notes a use, once a minute at most. */
  void note(Hash token, Instant now) {
    Instant before = noted.get(token);
    if (before != null && now.isBefore(before.plus(PRECISION))) {
      return;
    }
    if (before == null
        ? noted.putIfAbsent(token, now) == null
        : noted.replace(token, before, now)) {
      write();
    }
  }

  private synchronized void write() {
    try {
      SortedMap<Hash, Instant> all = read(file);
      all.putAll(noted);
      StringBuilder text = new StringBuilder();
      all.forEach((hash, at) -> text.append(hash.hex()).append("  ").append(at).append('\n'));
      SecretFiles.write(file, text.toString());
    } catch (IOException e) {
      System.getLogger(TokenUse.class.getName())
          .log(System.Logger.Level.WARNING, "the last use of tokens cannot be noted: " + e);
    }
  }

  /** The uses that were noted; none from a file that is missing or broken. */
  static SortedMap<Hash, Instant> read(Path file) {
    SortedMap<Hash, Instant> all = new TreeMap<>();
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] parts = line.split("  ", 2);
        all.put(Hash.fromHex(parts[0]), Instant.parse(parts[1]));
      }
    } catch (IOException | RuntimeException e) {
      return new TreeMap<>();
    }
    return all;
  }
}
