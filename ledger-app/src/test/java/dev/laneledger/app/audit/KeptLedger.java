package dev.laneledger.app.audit;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.app.storage.AppendRequest;
import dev.laneledger.app.storage.Head;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.PendingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A ledger in a real directory, signed, with a few streams and one blob. */
public final class KeptLedger {
  public static final String ORIGIN = "laneledger.local/kept";
  public static final SignerKey LOG_KEY = key((byte) 3);
  static final byte[] BLOB = "what was seen\n".getBytes(StandardCharsets.UTF_8);

  public static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

  private KeptLedger() {}

  public static SignerKey key(byte seed) {
    return key(ORIGIN, seed);
  }

  public static SignerKey key(String origin, byte seed) {
    byte[] bytes = new byte[32];
    bytes[0] = seed;
    return SignerKey.fromSeed(origin, bytes);
  }

  /** The bytes of the one blob that evidence names. */
  public static byte[] blob() {
    return BLOB.clone();
  }

  /** Makes a ledger of that many entries whose checkpoint covers the first {@code signed}. */
  public static void create(Path directory, int size, int signed) throws IOException {
    try (LedgerDirectory ledger = LedgerDirectory.open(directory, () -> TIME)) {
      ledger.blobs().put(BLOB);
      for (int i = 0; i < size; i++) {
        append(ledger, i);
        if (i + 1 == signed) {
          sign(directory, ledger.reader().head());
        }
      }
    }
  }

  /** Appends entries up to that size, and signs. */
  public static void grow(Path directory, int size) throws IOException {
    try (LedgerDirectory ledger = LedgerDirectory.open(directory, () -> TIME)) {
      grow(ledger, size);
    }
  }

  static void grow(LedgerDirectory ledger, int size) throws IOException {
    List<PendingEvent> events =
        IntStream.range((int) ledger.reader().size(), size).mapToObj(KeptLedger::event).toList();
    ledger.writer().append(new AppendRequest(events, new TreeMap<>(), null));
    sign(ledger.path(), ledger.reader().head());
  }

  static void sign(Path directory, Head head) throws IOException {
    Checkpoint checkpoint = new Checkpoint(ORIGIN, head.size(), head.root());
    Path file = directory.resolve("checkpoint");
    Path next = Files.writeString(directory.resolve("next"), checkpoint.sign(LOG_KEY).format());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  public static void append(LedgerDirectory ledger, int i) {
    ledger.writer().append(AppendRequest.of(event(i)));
  }

  private static PendingEvent event(int i) {
    StreamId source =
        i == 0
            ? StreamId.LEDGER
            : List.of(StreamId.program("P"), StreamId.lane("P", "L"), StreamId.LEDGER).get(i % 3);
    EventData data = data(i, source);
    EventDraft draft = EventDraft.of("id-" + i, source, type(data), data);
    String actor = i == 0 ? LedgerEvent.LEDGER_ACTOR : "owner:default";
    return new PendingEvent(draft, actor, PendingEvent.NEXT);
  }

  private static EventData data(int i, StreamId source) {
    return switch (source.kind()) {
      case PROGRAM -> new ProgramData.BlockerNarrowed("B-1", "narrowing " + i, null);
      case LANE ->
          new LaneData.EvidenceAttached(
              "f" + i, Hash.sha256(BLOB), BLOB.length, "text/plain", null);
      default ->
          i == 0
              ? new LedgerData.Created(
                  "laneledger/1",
                  ORIGIN,
                  List.of(LOG_KEY.verifierKey().encode()),
                  List.of(),
                  List.of())
              : new LedgerData.PrincipalRegistered("lane:l" + i, "person-" + i);
    };
  }

  private static EventType type(EventData data) {
    return switch (data) {
      case ProgramData.BlockerNarrowed narrowed -> EventType.BLOCKER_NARROWED;
      case LaneData.EvidenceAttached evidence -> EventType.LANE_EVIDENCE_ATTACHED;
      case LedgerData.Created created -> EventType.LEDGER_CREATED;
      default -> EventType.PRINCIPAL_REGISTERED;
    };
  }
}
