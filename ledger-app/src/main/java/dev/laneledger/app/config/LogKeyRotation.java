package dev.laneledger.app.config;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.note.KeyRotation;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.storage.AppendRequest;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerUnusableException;
import dev.laneledger.app.storage.PendingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;

/**
 * Hands a ledger that nobody serves over to a new key: the key is made beside the old one, the
 * hand-over is an entry that both sign, and then the new key takes the old one's place. Broken off
 * after the entry, the next start puts the key in its place.
 */
public final class LogKeyRotation {
  private LogKeyRotation() {}

  /**
   * Rotates the log key of the ledger in that directory.
   *
   * @return the verifier key that signs from now on
   * @throws LedgerStartException if there is no ledger, or it is being served, or its key is not
   *     the one in force
   */
  public static String rotate(Path path) throws IOException {
    if (Files.notExists(path.resolve("keys/log.key"))) {
      throw new LedgerStartException("there must be a ledger in " + path + ", but is none");
    }
    try (LedgerDirectory directory = LedgerDirectory.open(path, Clock.systemUTC())) {
      SignerKey old =
          new Genesis(directory, new AdoptedPacks(directory.blobs())).ensure(null).logKey();
      SignerKey next = LedgerSecrets.next(path, old.name());
      append(directory, old, next);
      LedgerSecrets.takeNext(path);
      return next.verifierKey().encode();
    } catch (LedgerUnusableException e) {
      throw new LedgerStartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void append(LedgerDirectory directory, SignerKey old, SignerKey next) {
    long seq = directory.reader().size();
    LedgerData data =
        new LedgerData.KeyRotated(
            old.verifierKey().encode(),
            next.verifierKey().encode(),
            KeyRotation.sign(seq, old, next));
    String id = EventCodec.RESERVED_ID_PREFIX + "key-rotated-" + seq;
    PendingEvent event =
        new PendingEvent(
            EventDraft.of(id, StreamId.LEDGER, EventType.KEY_ROTATED, data),
            LedgerEvent.LEDGER_ACTOR,
            PendingEvent.NEXT);
    directory.writer().append(new AppendRequest(List.of(event), new TreeMap<>(), null));
  }
}
