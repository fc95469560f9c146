package dev.laneledger.app.signing;

import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The bearer tokens of a ledger. Only their SHA-256 is kept: 256 random bits cannot be guessed, so
 * no slow hash is needed, and looking up the hash tells nothing of how far a guess was right.
 */
public final class Tokens {
  private static final int TOKEN_BYTES = 32;

  private final Path hashes;
  private final Map<Hash, String> principals;

  private Tokens(Path hashes, Map<Hash, String> principals) {
    this.hashes = hashes;
    this.principals = principals;
  }

  /**
   * Reads {@code tokens.sha256} of the ledger's directory; none if it is not there.
   *
   * @throws IOException if it cannot be read or a line does not have its form
   */
  public static Tokens read(Path directory) throws IOException {
    Path hashes = directory.resolve("tokens.sha256");
    Map<Hash, String> principals = new ConcurrentSkipListMap<>();
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
    return new Tokens(hashes, principals);
  }

  /** The principal that the token was made for, {@code role:name}; empty if it is unknown. */
  public Optional<String> principalOf(String token) {
    return Optional.ofNullable(principals.get(hash(token)));
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

  /** A token's text: 256 random bits in base64url, 43 characters. */
  static String random() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Makes the token valid. */
  synchronized void keep(String token, String principal) throws IOException {
    Map<Hash, String> all = new TreeMap<>(principals);
    all.put(hash(token), principal);
    StringBuilder text = new StringBuilder();
    all.forEach((hash, name) -> text.append(hash.hex()).append("  ").append(name).append('\n'));
    SecretFiles.write(hashes, text.toString());
    principals.put(hash(token), principal);
  }

  private static Hash hash(String token) {
    return Hash.sha256(token.getBytes(StandardCharsets.UTF_8));
  }
}
