package dev.laneledger.app.http;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.NamedBlobs;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.EntryPage;
import dev.laneledger.app.readmodel.LedgerQueries;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read a blob: an auditor every one; everybody else a rule pack, and what an entry names
 * that they may read. Which entries name which blob is looked up once, at the first question, and
 * then of what has come since; kept are the digests and the streams alone.
 */
final class BlobReaders {
  private static final int PAGE = 1_000;

  /** Types of which one must be in an entry's bytes for it to name a blob. */
  private static final List<String> MARKS =
      List.of(
          "lane.evidence-attached.v1",
          "document.pinned.v1",
          "request.refused.v1",
          "ledger.created.v1",
          "ledger.policy-adopted.v1");

  private final LedgerQueries queries;
  private final ReadRights rights;
  private final Map<Hash, Set<StreamId>> streams = new HashMap<>();
  private final Set<Hash> packs = new HashSet<>();
  private long next;

  BlobReaders(LedgerQueries queries, ReadRights rights) {
    this.queries = queries;
    this.rights = rights;
  }

  boolean mayRead(Caller caller, Hash blob) {
    return caller.role() == Role.AUDITOR
        || isPack(blob)
        || named(blob).stream().anyMatch(stream -> rights.mayRead(caller, stream));
  }

  private synchronized boolean isPack(Hash blob) {
    catchUp();
    return packs.contains(blob);
  }

  private synchronized Set<StreamId> named(Hash blob) {
    return Set.copyOf(streams.getOrDefault(blob, Set.of()));
  }

  private void catchUp() {
    @Nullable Long from = next;
    while (from != null) {
      EntryPage page = queries.entries(new EntryFilter(from, PAGE, null, null, null));
      page.entries().stream().filter(BlobReaders::marked).map(Entry::event).forEach(this::note);
      next = page.entries().isEmpty() ? next : page.entries().getLast().seq() + 1;
      from = page.next();
    }
  }

  private void note(LedgerEvent event) {
    boolean pack =
        event.payload() instanceof LedgerData.Created
            || event.payload() instanceof LedgerData.PolicyAdopted;
    if (event.payload() instanceof ProgramData.DocumentPinned pin) {
      streams.computeIfAbsent(pin.sha256(), b -> new HashSet<>()).add(event.source());
    }
    for (Hash blob : NamedBlobs.of(event)) {
      if (pack) {
        packs.add(blob);
      } else {
        streams.computeIfAbsent(blob, b -> new HashSet<>()).add(event.source());
      }
    }
  }

  private static boolean marked(Entry entry) {
    String text = new String(entry.bytes(), StandardCharsets.ISO_8859_1);
    return MARKS.stream().anyMatch(text::contains);
  }
}
