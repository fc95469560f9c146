package dev.laneledger.app.config;

import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.app.publish.Witnesses;
import dev.laneledger.app.signing.SecretFiles;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policy of witnesses that a ledger keeps as {@code policy} in its directory: it holds at every
 * start until another is given, so that nobody goes around the witnesses by leaving out an option.
 */
final class AdoptedPolicy {
  private AdoptedPolicy() {}

  /**
   * The witnesses of the policy in that file, which is adopted, or of the one that was; the nodes
   * of a shared ledger share it.
   *
   * @throws LedgerStartException if it is no policy, or names other logs only
   */
  static Witnesses witnesses(LedgerDirectory directory, @Nullable Path given, SignerKey log)
      throws IOException {
    Path adopted = directory.path().resolve("policy");
    Optional<String> told = directory.publisher().told(Publisher.POLICY);
    if (given == null && told.isEmpty() && Files.notExists(adopted)) {
      return Witnesses.none(log, directory.reader());
    }
    Path file = given == null ? adopted : given;
    try {
      String text = given == null && told.isPresent() ? told.get() : Files.readString(file);
      Witnesses witnesses = new Witnesses(TlogPolicy.parse(text), log, directory.reader());
      SecretFiles.write(adopted, text);
      directory.publisher().tell(Publisher.POLICY, text);
      return witnesses;
    } catch (NoteException e) {
      throw new LedgerStartException(file + " must be a policy, but: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new LedgerStartException(file + ": " + e.getMessage(), e);
    }
  }
}
