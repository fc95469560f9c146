package dev.laneledger.app.config;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.signing.OwnerKey;
import dev.laneledger.app.storage.AppendRequest;
import dev.laneledger.app.storage.DuplicateIdException;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.PendingEvent;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The first start of a ledger: keys and tokens, then the shipped packs as blobs, then entry 0 and
 * the default principals in one append. Every step keeps what it finds, so a first start that was
 * broken off is carried on by the next one; once entry 0 is there, nothing of this happens again.
 */
final class Genesis {
  private static final String FORMAT = "laneledger/1";
  private static final int RANDOM_BYTES = 8;
  private static final List<String> NAMES =
      Arrays.stream(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList();

  private final LedgerDirectory directory;
  private final AdoptedPacks adopted;

  Genesis(LedgerDirectory directory, AdoptedPacks adopted) {
    this.directory = directory;
    this.adopted = adopted;
  }

  /**
   * Makes the ledger unless there is one, and reads its secrets.
   *
   * @param wanted the origin to give to a new ledger; null: a new one
   * @throws LedgerStartException if the ledger has another origin or another log key
   */
  LedgerSecrets ensure(@Nullable String wanted) throws IOException {
    Optional<Entry> first = directory.reader().entry(0);
    if (first.isEmpty()) {
      first = Optional.of(create(wanted));
    }
    LedgerData.Created created = (LedgerData.Created) first.get().event().payload();
    requireOrigin(created.origin(), wanted);
    LedgerSecrets secrets = LedgerSecrets.read(directory.path(), created.origin());
    LogKeyHistory keys = LogKeyHistory.of(directory.reader());
    if (!isInForce(secrets, keys) && LedgerSecrets.takeNext(directory.path())) {
      secrets = LedgerSecrets.read(directory.path(), created.origin()); // it was broken off there
    }
    if (!isInForce(secrets, keys)) {
      throw new LedgerStartException(
          "%s must be a log key of this ledger, %s, but is of %s: restore it"
              .formatted(
                  directory.path().resolve("keys/log.key"),
                  keys.inForce(),
                  secrets.logKey().verifierKey().encode()));
    }
    return secrets;
  }

  private static boolean isInForce(LedgerSecrets secrets, LogKeyHistory keys) {
    return keys.inForce().contains(secrets.logKey().verifierKey().encode());
  }

  /** Another node of a shared database may make the ledger at the same time: then that one is. */
  private Entry create(@Nullable String wanted) throws IOException {
    Path path = directory.path();
    LedgerSecrets secrets =
        LedgerSecrets.readOrCreate(path, wanted == null ? newOrigin() : wanted, NAMES);
    requireOrigin(secrets.logKey().name(), wanted);
    List<RulePack> packs = ShippedPacks.all();
    packs.forEach(adopted::keep);
    List<PendingEvent> events = new ArrayList<>();
    events.add(created(secrets, LedgerSecrets.ownerKey(path), packs));
    NAMES.forEach(name -> events.add(registered(name)));
    try {
      directory.writer().append(new AppendRequest(events, new TreeMap<>(), null));
    } catch (DuplicateIdException e) {
      // what it made stands, and is checked like any ledger that was found
    }
    return directory.reader().entry(0).orElseThrow();
  }

  private static PendingEvent created(LedgerSecrets secrets, OwnerKey owner, List<RulePack> packs) {
    LedgerData.Created data =
        new LedgerData.Created(
            FORMAT,
            secrets.logKey().name(),
            List.of(secrets.logKey().verifierKey().encode()),
            List.of(new LedgerData.OwnerKey("default", person("owner"), owner.spki())),
            packs.stream().map(RulePack::pin).toList());
    return event("genesis", EventType.LEDGER_CREATED, data);
  }

  private static PendingEvent registered(String name) {
    String principal = name + ":default";
    return event(
        EventCodec.RESERVED_ID_PREFIX + "principal-" + principal,
        EventType.PRINCIPAL_REGISTERED,
        new LedgerData.PrincipalRegistered(principal, person(name)));
  }

  private static PendingEvent event(String id, EventType type, LedgerData data) {
    EventDraft draft = EventDraft.of(id, StreamId.LEDGER, type, data);
    return new PendingEvent(draft, LedgerEvent.LEDGER_ACTOR, PendingEvent.NEXT);
  }

  private static String person(String name) {
    return name + "-default";
  }

  private static String newOrigin() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return "laneledger.local/" + HexFormat.of().formatHex(random);
  }

  private static void requireOrigin(String actual, @Nullable String wanted) {
    if (wanted != null && !wanted.equals(actual)) {
      throw new LedgerStartException(
          "a ledger keeps its origin, which is %s, but was asked to be %s: leave the option out, or use another directory"
              .formatted(actual, wanted));
    }
  }
}
