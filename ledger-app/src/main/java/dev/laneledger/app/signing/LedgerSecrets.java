package dev.laneledger.app.signing;

import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * Keys and tokens of a ledger's directory.
 *
 * @param logKey signs checkpoints; its name is the ledger's origin
 */
public record LedgerSecrets(SignerKey logKey, Tokens tokens) {
  private static final int SEED_BYTES = 32;

  /**
   * Reads the secrets of a ledger that exists.
   *
   * @throws IOException if the log key or the list of tokens is missing or broken
   */
  public static LedgerSecrets read(Path directory) throws IOException {
    return new LedgerSecrets(readLogKey(directory.resolve("keys/log.key")), Tokens.read(directory));
  }

  /**
   * Makes what is missing and keeps what is there, so that a first start that was broken off goes
   * on where it stopped.
   *
   * @param origin names a new log key
   * @param names each gets a token, for the principal {@code name:default}
   */
  public static LedgerSecrets readOrCreate(Path directory, String origin, List<String> names)
      throws IOException {
    Path logKey = directory.resolve("keys/log.key");
    SecretFiles.directory(directory.resolve("keys"));
    SecretFiles.directory(directory.resolve("tokens"));
    if (Files.notExists(logKey)) {
      byte[] seed = new byte[SEED_BYTES];
      new SecureRandom().nextBytes(seed);
      SecretFiles.write(logKey, SignerKey.fromSeed(origin, seed).encode() + "\n");
    }
    LedgerSecrets secrets = read(directory);
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
      tokens.keep(token, new Token(principal, "first-start", tokens.now(), null));
    }
  }

  private static SignerKey readLogKey(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new IOException(
          file + " must hold the key that signs this ledger, but is missing: restore it");
    }
    SecretFiles.requirePrivate(file);
    try {
      return SignerKey.parse(Files.readString(file).strip());
    } catch (NoteException e) {
      throw new IOException(file + " must hold a log key, but: " + e.getMessage(), e);
    }
  }
}
