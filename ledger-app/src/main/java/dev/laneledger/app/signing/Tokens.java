package dev.laneledger.app.signing;

import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bearer tokens of a ledger. Only their SHA-256 is kept: 256 random bits cannot be guessed, so
 * no slow hash is needed, and looking up the hash tells nothing of how far a guess was right.
 */
public final class Tokens {
  private static final int TOKEN_BYTES = 32;

  private final Path hashes;
  private volatile Known known;

  private Tokens(Path hashes) throws IOException {
    this.hashes = hashes;
    this.known = Known.of(hashes);
  }

  /**
   * The file's content at one moment.
   *
   * @param stamp the file's time of change; it changes with every write
   */
  private record Known(FileTime stamp, SortedMap<Hash, String> principals) {
    private static final FileTime NO_FILE = FileTime.fromMillis(0);

    static Known of(Path hashes) throws IOException {
      FileTime stamp = stamp(hashes);
      SortedMap<Hash, String> principals = new TreeMap<>();
      if (Files.exists(hashes)) {
        for (String line : Files.readAllLines(hashes)) {
          String[] parts = line.split("  ", 2);
          if (parts.length < 2 || parts[0].length() != 2 * Hash.BYTES) {
            throw new IOException(
                hashes + " must hold lines of <sha256><two spaces><principal>, but holds: " + line);
          }
          principals.put(Hash.fromHex(parts[0]), parts[1]);
        }
      }
      return new Known(stamp, Collections.unmodifiableSortedMap(principals));
    }

    static FileTime stamp(Path hashes) throws IOException {
      return Files.exists(hashes) ? Files.getLastModifiedTime(hashes) : NO_FILE;
    }
  }

  /**
   * Reads {@code tokens.sha256} of the ledger's directory; none if it is not there.
   *
   * @throws IOException if it cannot be read or a line does not have its form
   */
  public static Tokens read(Path directory) throws IOException {
    return new Tokens(directory.resolve("tokens.sha256"));
  }

  /**
   * The principal that the token was made for, {@code role:name}; empty if it is unknown. A token
   * that another process issued or revoked counts from its next use on.
   */
  public Optional<String> principalOf(String token) {
    return Optional.ofNullable(current().principals().get(hash(token)));
  }

  /** The principals by the hash of their token, in order of the hashes. */
  public SortedMap<Hash, String> all() {
    return current().principals();
  }

  /** What cannot be read admits nobody. */
  private Known current() {
    try {
      Known last = known;
      if (!Known.stamp(hashes).equals(last.stamp())) {
        last = Known.of(hashes);
        known = last;
      }
      return last;
    } catch (IOException e) {
      return new Known(Known.NO_FILE, Collections.emptySortedMap());
    }
  }

  /**
   * Makes a token for the principal and returns its text, which is kept nowhere else.
   *
   * @throws IOException if it could not be kept; it is not valid then
   */
  public synchronized String issue(String principal) throws IOException {
    String token = random();
    keep(token, principal);
    return token;
  }

  /**
   * Makes the token invalid that has this hash.
   *
   * @return whether there was one
   */
  public synchronized boolean revoke(Hash hash) throws IOException {
    SortedMap<Hash, String> rest = new TreeMap<>(Known.of(hashes).principals());
    boolean known = rest.remove(hash) != null;
    write(rest);
    return known;
  }

  /** A token's text: 256 random bits in base64url, 43 characters. */
  static String random() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Makes the token valid. */
  synchronized void keep(String token, String principal) throws IOException {
    SortedMap<Hash, String> more = new TreeMap<>(Known.of(hashes).principals());
    more.put(hash(token), principal);
    write(more);
  }

  private void write(SortedMap<Hash, String> principals) throws IOException {
    StringBuilder text = new StringBuilder();
    principals.forEach(
        (hash, name) -> text.append(hash.hex()).append("  ").append(name).append('\n'));
    SecretFiles.write(hashes, text.toString());
    known = Known.of(hashes);
  }

  private static Hash hash(String token) {
    return Hash.sha256(token.getBytes(StandardCharsets.UTF_8));
  }
}
