package dev.laneledger.app.signing;

import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * Keys and tokens of a ledger's directory.
 *
 * @param logKey signs checkpoints; its name is the ledger's origin
 */
public record LedgerSecrets(SignerKey logKey, Tokens tokens) {
  private static final int SEED_BYTES = 32;
  private static final String NEXT = "keys/next-log.key";
  private static final String PEM = "-----BEGIN ";

  /** Base64 of a byte and a seed. */
  private static final int TYPED_CHARS = 44;

  /**
   * Reads the secrets of a ledger that exists.
   *
   * @param origin the ledger's name, which an encrypted log key does not hold
   * @throws IOException if the log key or the list of tokens is missing or broken
   */
  public static LedgerSecrets read(Path directory, String origin) throws IOException {
    return new LedgerSecrets(
        readLogKey(directory.resolve("keys/log.key"), origin), Tokens.read(directory));
  }

  /** Makes the key that is to sign next, beside the one that signs, unless it is there. */
  public static SignerKey next(Path directory, String origin) throws IOException {
    Path file = directory.resolve(NEXT);
    if (Files.notExists(file)) {
      create(file, origin);
    }
    return readLogKey(file, origin);
  }

  /**
   * Puts the next key in the place of the one that signs, which is gone then.
   *
   * @return whether there was one
   */
  public static boolean takeNext(Path directory) throws IOException {
    Path next = directory.resolve(NEXT);
    if (Files.notExists(next)) {
      return false;
    }
    SecretFiles.requirePrivate(next);
    SecretFiles.write(directory.resolve("keys/log.key"), Files.readAllBytes(next));
    Files.delete(next);
    return true;
  }

  private static void create(Path logKey, String origin) throws IOException {
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    SecretFiles.write(logKey, SignerKey.fromSeed(origin, seed).encode() + "\n");
  }

  /**
   * Encrypts a private key where it stands: a log key in either form, or an owner's.
   *
   * @throws IOException if it is no such key, or is encrypted already and does not open
   */
  public static void protect(Path file, Passphrase passphrase) throws IOException {
    SecretFiles.requirePrivate(file);
    String text = Files.readString(file).strip();
    Ed25519PrivateKeyParameters key =
        text.startsWith(PEM) ? PrivateKeyFiles.read(file, passphrase) : ofNote(text, file);
    SecretFiles.write(file, PrivateKeyFiles.encrypted(key, passphrase.of(file)));
  }

  /** A log key ends in base64 of its type and its seed. */
  private static Ed25519PrivateKeyParameters ofNote(String text, Path file) throws IOException {
    try {
      String encoded = SignerKey.parse(text).encode();
      byte[] typed = Base64.getDecoder().decode(encoded.substring(encoded.length() - TYPED_CHARS));
      return new Ed25519PrivateKeyParameters(typed, 1);
    } catch (NoteException e) {
      throw new IOException(file + " must hold a private key, but: " + e.getMessage(), e);
    }
  }

  /**
   * Makes what is missing and keeps what is there, so that a first start that was broken off goes
   * on where it stopped.
   *
   * @param origin names a new log key
   * @param names each gets a token for the principal {@code name:default}, for 30 days
   */
  public static LedgerSecrets readOrCreate(Path directory, String origin, List<String> names)
      throws IOException {
    Path logKey = directory.resolve("keys/log.key");
    SecretFiles.directory(directory.resolve("keys"));
    SecretFiles.directory(directory.resolve("tokens"));
    if (Files.notExists(logKey)) {
      create(logKey, origin);
    }
    LedgerSecrets secrets = read(directory, origin);
    for (String name : names) {
      secrets.token(directory.resolve("tokens").resolve(name), name + ":default");
    }
    return secrets;
  }

  /** The owner's key of the directory, made if it is missing. */
  public static OwnerKey ownerKey(Path directory) throws IOException {
    return OwnerKey.readOrCreate(directory.resolve("keys/owner.pem"));
  }

  /** The file comes first: a token that is valid can always be read by someone. */
  private void token(Path file, String principal) throws IOException {
    if (Files.notExists(file)) {
      SecretFiles.write(file, Tokens.random() + "\n");
    }
    String token = Files.readString(file).strip();
    if (tokens.principalOf(token).isEmpty()) {
      Instant now = tokens.now();
      tokens.keep(token, new Token(principal, FirstTokens.NAME, now, now.plus(FirstTokens.LIFE)));
    }
  }

  private static SignerKey readLogKey(Path file, String origin) throws IOException {
    if (Files.notExists(file)) {
      throw new IOException(
          file + " must hold the key that signs this ledger, but is missing: restore it");
    }
    SecretFiles.requirePrivate(file);
    String text = Files.readString(file).strip();
    try {
      return text.startsWith(PEM)
          ? SignerKey.fromSeed(
              origin, PrivateKeyFiles.read(file, Passphrase.from(null)).getEncoded())
          : SignerKey.parse(text);
    } catch (NoteException e) {
      throw new IOException(file + " must hold a log key, but: " + e.getMessage(), e);
    }
  }
}
