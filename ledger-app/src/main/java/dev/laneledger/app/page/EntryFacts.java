package dev.laneledger.app.page;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.publish.Checkpoints;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.EntryPage;
import dev.laneledger.app.readmodel.LedgerQueries;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds what the page of one entry shows. */
final class EntryFacts {
  private static final int MOST_ROTATIONS = 1_000;

  private final LedgerQueries queries;
  private final Checkpoints checkpoints;
  private @Nullable String key;
  private long next;

  EntryFacts(LedgerQueries queries, Checkpoints checkpoints) {
    this.queries = queries;
    this.checkpoints = checkpoints;
  }

  /**
   * One entry.
   *
   * @param bytes the canonical bytes, which are UTF-8
   * @param readable the same, spread over lines
   * @param before the chain before it, the origin's hash for the first entry
   * @param next whether there is a later entry
   * @param tree null as long as no signed checkpoint covers it
   * @param serverKey the verifier key that this server states for itself
   */
  public record OfEntry(
      long seq,
      String type,
      String text,
      String source,
      long streamseq,
      String actor,
      String id,
      @Nullable String subject,
      String recorded,
      String bytes,
      String readable,
      int length,
      String leaf,
      String chain,
      String before,
      boolean next,
      @Nullable TreeDrawing tree,
      String serverKey) {}

  OfEntry of(Entry entry) {
    LedgerEvent event = entry.event();
    return new OfEntry(
        entry.seq(),
        event.type().wire(),
        Sentences.of(event),
        event.source().path(),
        event.streamseq(),
        event.actor(),
        event.id(),
        event.subject(),
        Moments.readable(event.recordedtime()),
        new String(entry.bytes(), StandardCharsets.UTF_8),
        CanonicalJson.parse(entry.bytes()).toPrettyString(),
        entry.bytes().length,
        entry.leaf().hex(),
        entry.chain().hex(),
        before(entry.seq()).hex(),
        entry.seq() + 1 < queries.size(),
        tree(entry),
        serverKey());
  }

  private Hash before(long seq) {
    return seq == 0
        ? HashChain.start(queries.view().ledger().origin())
        : queries.entry(seq - 1).orElseThrow().chain();
  }

  private @Nullable TreeDrawing tree(Entry entry) {
    return checkpoints
        .newest()
        .map(signed -> signed.checkpoint().size())
        .filter(size -> size > entry.seq())
        .map(size -> TreeDrawing.of(entry.seq(), entry.leaf(), size, queries.hashes()))
        .orElse(null);
  }

  /** Of the first entry, or of the last change of the log's key; each entry is looked at once. */
  private synchronized String serverKey() {
    String known =
        key == null
            ? ((LedgerData.Created) queries.entry(0).orElseThrow().event().payload())
                .logKeys()
                .getFirst()
            : key;
    long size = queries.size();
    while (next < size) {
      EntryPage changes =
          queries.entries(
              new EntryFilter(next, MOST_ROTATIONS, StreamId.LEDGER, EventType.KEY_ROTATED, null));
      for (Entry change : changes.entries()) {
        known = ((LedgerData.KeyRotated) change.event().payload()).newKey();
      }
      next = changes.next() == null ? size : changes.next();
    }
    key = known;
    return known;
  }
}
