package dev.laneledger.app.audit;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.client.LedgerUnavailableException;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.projections.compare.ComparedLedger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The ledger that a server shows: its newest checkpoint, and the entries that this covers. The
 * bytes of an entry are the canonical form of the JSON that the server sends.
 */
final class ServerLedger implements OfflineLedger {
  private static final int HTTP_NOT_FOUND = 404;

  /** A blob that an owner redacted: the entries tell. */
  private static final int HTTP_GONE = 410;

  /** As many entries of the greatest length, with what stands beside each, fit into an answer. */
  private static final int PAGE = 256;

  private final LedgerClient client;
  private final Optional<byte[]> checkpoint;

  ServerLedger(LedgerClient client) {
    this.client = client;
    this.checkpoint = ifFound("/checkpoint");
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    long end = checkpoint.map(ServerLedger::size).orElse(Long.MAX_VALUE);
    long from = 0;
    while (from < end) {
      List<StoredEntry> page = page(from, Math.min(PAGE, end - from));
      List<StoredEntry> covered = page.stream().filter(entry -> entry.seq() < end).toList();
      covered.forEach(sink);
      if (page.isEmpty() || page.getLast().seq() < from) {
        return; // it has no more, or goes in circles: the verification tells what is missing
      }
      from = page.getLast().seq() + 1;
    }
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return checkpoint;
  }

  /** Page after page; a server that goes in circles is left. */
  @Override
  public void blobs(Consumer<Hash> sink) {
    Hash last = null;
    List<Hash> page = blobsAfter(last);
    while (!page.isEmpty() && (last == null || page.getFirst().compareTo(last) > 0)) {
      page.forEach(sink);
      last = page.getLast();
      page = blobsAfter(last);
    }
  }

  private List<Hash> blobsAfter(@Nullable Hash last) {
    String path = "/v1/blobs" + (last == null ? "" : "?after=" + last.hex());
    return list(path, "blobs")
        .map(digest -> digest.asString(""))
        .map(ServerLedger::digest)
        .sorted()
        .toList();
  }

  private static Hash digest(String hex) {
    try {
      return Hash.fromHex(hex);
    } catch (IllegalArgumentException e) {
      throw new MaterialUnusableException(
          "a server must list blobs by their digests, but: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return ifFound("/v1/blobs/" + sha256.hex());
  }

  @Override
  public void parts(String prefix, Consumer<String> sink) {
    if (prefix.equals(Layout.POLICY) && part(prefix).isPresent()) {
      sink.accept(prefix);
    }
    if (prefix.equals(Layout.TIMESTAMPS)) {
      timestamps().forEach(sink);
    }
  }

  /** Copies for a reader are not asked for: they follow from the entries. */
  @Override
  public Optional<byte[]> part(String name) {
    return name.equals(Layout.POLICY) || name.startsWith(Layout.TIMESTAMPS)
        ? ifFound("/" + name)
        : Optional.empty();
  }

  /** The names of those that the checkpoint covers, in the order of an export. */
  private List<String> timestamps() {
    long end = checkpoint.map(ServerLedger::size).orElse(0L);
    return list("/v1/timestamps", "sizes")
        .map(size -> size.asLong(-1))
        .filter(size -> size <= end)
        .map(size -> Layout.TIMESTAMPS + size + Layout.TIMESTAMP_END)
        .sorted()
        .toList();
  }

  private Stream<JsonNode> list(String path, String member) {
    byte[] json = reachable(() -> client.read(path, TileFiles.MAX_BYTES));
    try {
      return CanonicalJson.parse(json).path(member).valueStream();
    } catch (JsonRefusedException e) {
      throw new MaterialUnusableException(
          "a server must send {\"%s\":[…]} at %s, but: %s".formatted(member, path, e.getMessage()),
          e);
    }
  }

  @Override
  public ComparedLedger compared() {
    long size = checkpoint.map(ServerLedger::size).orElse(0L);
    return new ComparedTiles(name -> ifFound("/" + name), size);
  }

  @Override
  public void close() {
    // the client keeps nothing open that would have to be closed
  }

  private List<StoredEntry> page(long from, long limit) {
    byte[] lines =
        reachable(() ->
            client.read("/v1/events?from=%d&limit=%d".formatted(from, limit), TileFiles.MAX_BYTES));
    return new String(lines, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .map(ServerLedger::entry)
        .toList();
  }

  private static StoredEntry entry(String line) {
    try {
      JsonNode node = CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
      return new StoredEntry(
          node.path("seq").asLong(-1),
          CanonicalJson.write(node.path("entry")),
          Hash.fromHex(node.path("leaf").asString("")),
          Hash.fromHex(node.path("chain").asString("")),
          null,
          null);
    } catch (IllegalArgumentException e) { // JsonRefusedException is one
      throw notAnEntry(line, e);
    }
  }

  private static MaterialUnusableException notAnEntry(String line, RuntimeException e) {
    return new MaterialUnusableException(
        "a server must send {\"seq\",\"leaf\",\"chain\",\"entry\"} a line, but sent: "
            + line.substring(0, Math.min(line.length(), 200)),
        e);
  }

  private static long size(byte[] note) {
    try {
      return Checkpoint.parse(SignedNote.parse(note).text()).size();
    } catch (NoteException e) {
      return Long.MAX_VALUE; // the verification tells what is wrong with it
    }
  }

  private Optional<byte[]> ifFound(String path) {
    return reachable(() -> {
      try {
        return Optional.of(client.read(path, TileFiles.MAX_BYTES));
      } catch (LedgerRefusedException e) {
        if (e.status() == HTTP_NOT_FOUND || e.status() == HTTP_GONE) {
          return Optional.empty();
        }
        throw e;
      }
    });
  }

  private static <T> T reachable(Supplier<T> read) {
    try {
      return read.get();
    } catch (LedgerRefusedException | LedgerUnavailableException e) {
      throw new MaterialUnusableException(String.valueOf(e.getMessage()), e);
    }
  }
}
