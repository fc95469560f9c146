package dev.laneledger.app.signing;

import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bearer tokens of a ledger. Only their SHA-256 is kept: 256 random bits cannot be guessed, so
 * no slow hash is needed, and looking up the hash tells nothing of how far a guess was right.
 */
public final class Tokens {
  /** What every new token begins with, so that it is recognised where it does not belong. */
  static final String PREFIX = "llt_";

  private static final int TOKEN_BYTES = 32;

  private final Path hashes;
  private final InstantSource clock;
  private final TokenUse use;
  private volatile Known known;

  private Tokens(Path hashes, InstantSource clock) throws IOException {
    this.hashes = hashes;
    this.clock = clock;
    this.use = new TokenUse(usesOf(hashes));
    this.known = Known.of(hashes);
  }

  /**
   * The file's content at one moment.
   *
   * @param stamp changes with every write, since a write puts a new file in its place
   */
  private record Known(Stamp stamp, SortedMap<Hash, Token> tokens) {

    static Known of(Path hashes) throws IOException {
      Stamp stamp = Stamp.of(hashes);
      SortedMap<Hash, Token> tokens = new TreeMap<>();
      if (Files.exists(hashes)) {
        for (String line : Files.readAllLines(hashes)) {
          enter(line, hashes, tokens);
        }
      }
      return new Known(stamp, Collections.unmodifiableSortedMap(tokens));
    }

    private static void enter(String line, Path hashes, SortedMap<Hash, Token> tokens)
        throws IOException {
      String[] parts = line.split("  ", 2);
      try {
        tokens.put(Hash.fromHex(parts[0]), Token.parse(parts[1]));
      } catch (RuntimeException e) {
        throw new IOException(
            hashes
                + " must hold lines of <sha256><two spaces><principal> and what else is known of the"
                + " token, but holds: "
                + line,
            e);
      }
    }
  }

  /** What tells one state of the file from another; it is looked at with every request. */
  private record Stamp(FileTime modified, @Nullable Object key, long size) {
    static final Stamp NO_FILE = new Stamp(FileTime.fromMillis(0), null, -1);

    static Stamp of(Path file) throws IOException {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(found.lastModifiedTime(), found.fileKey(), found.size());
      } catch (NoSuchFileException e) {
        return NO_FILE;
      }
    }
  }

  /**
   * Reads {@code tokens.sha256} of the ledger's directory; none if it is not there.
   *
   * @throws IOException if it cannot be read or a line does not have its form
   */
  public static Tokens read(Path directory) throws IOException {
    return read(directory, Clock.systemUTC());
  }

  /** The same, with the time by which tokens expire. */
  static Tokens read(Path directory, InstantSource clock) throws IOException {
    return new Tokens(directory.resolve("tokens.sha256"), clock);
  }

  private static Path usesOf(Path hashes) {
    return hashes.resolveSibling("tokens.used");
  }

  /**
   * The principal that the token was made for, {@code role:name}; empty if it is unknown or has
   * expired. A token that another process issued or revoked counts from its next use on.
   */
  public Optional<String> principalOf(String text) {
    Hash hash = hash(text);
    Instant now = clock.instant();
    Optional<Token> token =
        Optional.ofNullable(current().tokens().get(hash)).filter(t -> t.isValid(now));
    token.ifPresent(t -> use.note(hash, now));
    return token.map(Token::principal);
  }

  /** What is known of the tokens, by their hash, in order of the hashes. */
  public SortedMap<Hash, Token> all() {
    return current().tokens();
  }

  /** When each token was last used, to the minute; those that never were are not there. */
  public SortedMap<Hash, Instant> lastUses() {
    return TokenUse.read(usesOf(hashes));
  }

  /** What cannot be read admits nobody. */
  private Known current() {
    try {
      Known last = known;
      if (!Stamp.of(hashes).equals(last.stamp())) {
        last = Known.of(hashes);
        known = last;
      }
      return last;
    } catch (IOException e) {
      return new Known(Stamp.NO_FILE, Collections.emptySortedMap());
    }
  }

  /**
   * Makes a token for the principal that never expires, and returns its text, which is kept nowhere
   * else.
   *
   * @throws IOException if it could not be kept; it is not valid then
   */
  public String issue(String principal) throws IOException {
    return issue(principal, "-", null);
  }

  /**
   * Makes a token for the principal.
   *
   * @param name what people call it: {@code [A-Za-z0-9._-]{1,64}}
   * @param expires null: never
   */
  public synchronized String issue(String principal, String name, @Nullable Instant expires)
      throws IOException {
    String text = random();
    keep(text, new Token(principal, name, now(), expires));
    return text;
  }

  /**
   * Makes the token invalid that has this hash.
   *
   * @return whether there was one
   */
  public synchronized boolean revoke(Hash hash) throws IOException {
    SortedMap<Hash, Token> rest = new TreeMap<>(Known.of(hashes).tokens());
    boolean there = rest.remove(hash) != null;
    write(rest);
    return there;
  }

  /** A token's text: the prefix and 256 random bits in base64url, 47 characters. */
  static String random() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Makes the token valid. */
  synchronized void keep(String text, Token token) throws IOException {
    SortedMap<Hash, Token> more = new TreeMap<>(Known.of(hashes).tokens());
    more.put(hash(text), token);
    write(more);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private void write(SortedMap<Hash, Token> tokens) throws IOException {
    StringBuilder text = new StringBuilder();
    tokens.forEach(
        (hash, token) -> text.append(hash.hex()).append("  ").append(token.format()).append('\n'));
    SecretFiles.write(hashes, text.toString());
    known = Known.of(hashes);
  }

  private static Hash hash(String token) {
    return Hash.sha256(token.getBytes(StandardCharsets.UTF_8));
  }
}
