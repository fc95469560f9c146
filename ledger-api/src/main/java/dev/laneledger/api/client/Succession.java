package dev.laneledger.api.client;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What must hold from one entry of a stream to the next, over all the answers that it came in: each
 * has the seq that its event's {@code id} says, matches what was asked for, lies behind the one
 * before, right behind it if everything was asked for, and where it does, its chain hash follows
 * from that one's. Entry 0 follows from the origin that it states.
 */
final class Succession {
  private final EntryQuery query;
  private @Nullable Entry last;

  Succession(EntryQuery query) {
    this.query = query;
  }

  /** The seq of the last entry, in digits; empty before the first. */
  String lastId() {
    return last == null ? "" : Long.toString(last.seq());
  }

  /**
   * The entry that the event holds, if it holds together with those before.
   *
   * @throws UnprovenException if it does not
   * @throws LedgerUnavailableException if it is no entry
   */
  Entry next(ServerSentEvents.Event event) {
    Entry entry = decoded(event, Answers.entry(event.data()));
    require(event.id().equals(Long.toString(entry.seq())), event, "id", entry.seq(), event.id());
    require(
        query.matches(entry.event()), event, "match", query.parameters(), entry.event().source());
    long least = last == null ? query.from() : last.seq() + 1;
    boolean inPlace = query.whole() ? entry.seq() == least : entry.seq() >= least;
    require(inPlace, event, "place in the stream", least, entry.seq());
    Hash before = before(entry);
    if (before != null) {
      Hash chain = HashChain.next(before, entry.leaf());
      require(chain.equals(entry.chain()), event, "chain hash", chain, entry.chain());
    }
    last = entry;
    return entry;
  }

  private static Entry decoded(ServerSentEvents.Event event, Entry entry) {
    try {
      LedgerEvent decoded = entry.event();
      return entry.of(decoded);
    } catch (EventRefusedException e) {
      throw new UnprovenException(
          "an entry of the stream must be an event: " + e.getMessage() + "; keep it",
          text(event),
          e);
    }
  }

  /** The chain hash before the entry; null: this reader cannot know it. */
  private @Nullable Hash before(Entry entry) {
    if (entry.seq() == 0 && entry.event().payload() instanceof LedgerData.Created created) {
      return HashChain.start(created.origin());
    }
    return last != null && entry.seq() == last.seq() + 1 ? last.chain() : null;
  }

  private static void require(
      boolean holds, ServerSentEvents.Event event, String what, Object expected, Object actual) {
    if (!holds) {
      throw new UnprovenException(
          "an entry of the stream must have the "
              + what
              + " that follows; keep it, and let an auditor verify the ledger\n  expected "
              + expected
              + "\n  actual   "
              + actual,
          text(event),
          null);
    }
  }

  private static String text(ServerSentEvents.Event event) {
    return new String(event.data(), StandardCharsets.UTF_8);
  }
}
