package dev.laneledger.app.audit;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.client.LedgerUnavailableException;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.NamedBlobs;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.projections.compare.ComparedLedger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The ledger that a server shows: its newest checkpoint, and the entries that this covers. The
 * bytes of an entry are the canonical form of the JSON that the server sends.
 */
final class ServerLedger implements OfflineLedger {
  private static final int HTTP_NOT_FOUND = 404;

  /** As many entries of the greatest length, with what stands beside each, fit into an answer. */
  private static final int PAGE = 256;

  private final LedgerClient client;
  private final Optional<byte[]> checkpoint;
  private final SortedSet<Hash> named = new TreeSet<>();
  private boolean read;

  ServerLedger(URI server, String token) {
    this.client = new LedgerClient(server, token);
    this.checkpoint = ifFound("/checkpoint");
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    long end = checkpoint.map(ServerLedger::size).orElse(Long.MAX_VALUE);
    long from = 0;
    read = true;
    while (from < end) {
      List<StoredEntry> page = page(from, Math.min(PAGE, end - from));
      List<StoredEntry> covered = page.stream().filter(entry -> entry.seq() < end).toList();
      covered.forEach(this::note);
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

  /** A server does not list its blobs; those that entries name are asked for. */
  @Override
  public void blobs(Consumer<Hash> sink) {
    if (!read) {
      entries(entry -> {});
    }
    named.forEach(sink);
  }

  private void note(StoredEntry entry) {
    try {
      named.addAll(NamedBlobs.of(EventCodec.decode(entry.bytes())));
    } catch (EventRefusedException e) {
      return; // no event: the verification tells
    }
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return ifFound("/v1/blobs/" + sha256.hex());
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
        if (e.status() == HTTP_NOT_FOUND) {
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
