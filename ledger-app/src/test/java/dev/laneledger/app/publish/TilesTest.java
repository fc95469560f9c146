package dev.laneledger.app.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.app.storage.AppendRequest;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.app.storage.PendingEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiles of a real ledger against a computation that shares no code with them. */
final class TilesTest {
  /** The size of the specification's example: three levels. */
  private static final int SIZE = 70_000;

  private static final int BATCH = 10_000;
  private static final LedgerData GENESIS =
      new LedgerData.Created(
          "laneledger/1", "laneledger.local/tiles", List.of(), List.of(), List.of());

  @TempDir private static Path dir;
  private static LedgerDirectory ledger;
  private static LedgerReader reader;
  private static List<byte[]> entries;
  private static final Map<List<Long>, byte[]> ROOTS = new HashMap<>();

  @BeforeAll
  static void fill() {
    ledger = LedgerDirectory.open(dir, () -> Instant.parse("2026-03-01T10:00:00Z"));
    for (int from = 0; from < SIZE; from += BATCH) {
      List<PendingEvent> batch =
          IntStream.range(from, from + BATCH).mapToObj(i -> event(i)).toList();
      ledger.writer().append(new AppendRequest(batch, new TreeMap<>(), null));
    }
    reader = ledger.reader();
    entries = reader.entries(0, SIZE).stream().map(entry -> entry.bytes()).toList();
  }

  @AfterAll
  static void close() {
    ledger.close();
  }

  private static PendingEvent event(int i) {
    LedgerData data = new LedgerData.PrincipalRegistered("lane:l" + i, "person-" + i);
    EventDraft draft =
        i == 0
            ? EventDraft.of("genesis", StreamId.LEDGER, EventType.LEDGER_CREATED, GENESIS)
            : EventDraft.of("id-" + i, StreamId.LEDGER, EventType.PRINCIPAL_REGISTERED, data);
    return new PendingEvent(draft, LedgerEvent.LEDGER_ACTOR, PendingEvent.NEXT);
  }

  @Test
  void everyTileOfEverySmallTreeIsWhatItsEntriesGive() {
    Set<TilePath> paths = new HashSet<>();
    for (int size = 1; size <= 520; size++) {
      paths.addAll(TilePath.between(0, size));
    }
    assertThat(paths).hasSizeGreaterThan(1_000);
    for (TilePath path : paths) {
      assertThat(Tiles.of(path, reader)).as(path.path()).isEqualTo(expected(path));
    }
  }

  @Test
  void everyLevelOfTheSpecificationsExampleIsWhatItsEntriesGive() {
    List<TilePath> paths = TilePath.between(0, SIZE);
    assertThat(paths).extracting(TilePath::path).contains("tile/2/000.p/1", "tile/1/001.p/17");
    for (TilePath path : paths) {
      if (path.level() > 0 || path.isPartial() || path.index() % 16 == 0) {
        assertThat(Tiles.of(path, reader)).as(path.path()).isEqualTo(expected(path));
      }
    }
  }

  @Test
  void nothingIsMadeUpBeyondTheLastEntry() {
    for (String path : List.of("tile/0/273.p/113", "tile/entries/273.p/113", "tile/2/000.p/2")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Tiles.of(TilePath.parse(path), reader));
    }
  }

  private static byte[] expected(TilePath path) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long i = path.index() * 256; i < path.index() * 256 + path.width(); i++) {
      if (path.isEntries()) {
        byte[] entry = entries.get((int) i);
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) entry.length).array());
        out.writeBytes(entry);
      } else {
        long leaves = 1L << (8 * path.level());
        out.writeBytes(root(i * leaves, (i + 1) * leaves));
      }
    }
    return out.toByteArray();
  }

  /** MTH(D[start:end]) of RFC 6962 section 2.1 for a power of two of leaves. */
  private static byte[] root(long start, long end) {
    byte[] known = ROOTS.get(List.of(start, end));
    if (known != null) {
      return known;
    }
    byte[] root =
        end - start == 1
            ? sha256(new byte[] {0}, entries.get((int) start))
            : sha256(new byte[] {1}, root(start, (start + end) / 2), root((start + end) / 2, end));
    ROOTS.put(List.of(start, end), root);
    return root;
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
