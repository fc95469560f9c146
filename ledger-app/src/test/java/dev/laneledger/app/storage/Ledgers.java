package dev.laneledger.app.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ledgers and events for tests, and an independent recomputation of a whole ledger. */
final class Ledgers {
  static final String ORIGIN = "laneledger.local/0123456789abcdef";
  static final Instant NOON = Instant.parse("2026-06-12T12:00:00.000Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOON);
  static final String ACTOR = "lane:t1";

  private Ledgers() {}

  static LedgerDirectory withGenesis(Path directory) {
    return withGenesis(directory, CLOCK);
  }

  static LedgerDirectory withGenesis(Path directory, InstantSource clock) {
    LedgerDirectory ledger = LedgerDirectory.open(directory, clock);
    ledger.writer().append(AppendRequest.of(genesis()));
    return ledger;
  }

  static PendingEvent genesis() {
    LedgerData.Created created =
        new LedgerData.Created("laneledger/1", ORIGIN, List.of(), List.of(), List.of());
    EventDraft draft = EventDraft.of("genesis", StreamId.LEDGER, EventType.LEDGER_CREATED, created);
    return new PendingEvent(draft, LedgerEvent.LEDGER_ACTOR, 0);
  }

  static StreamId stream(String prefix) {
    return StreamId.tickets("P", prefix);
  }

  static PendingEvent event(StreamId stream, String id, long streamseq) {
    return new PendingEvent(draft(stream, id, "l1"), ACTOR, streamseq);
  }

  static EventDraft draft(StreamId stream, String id, String lane) {
    return EventDraft.of(
        id, stream, EventType.TICKETS_RESERVED, new TicketData.Reserved(lane, 1, 2, false));
  }

  static List<Entry> all(LedgerReader reader) {
    List<Entry> entries = new ArrayList<>();
    while (true) {
      List<Entry> page = reader.entries(entries.size(), 500);
      if (page.isEmpty()) {
        return entries;
      }
      entries.addAll(page);
    }
  }

  /** Computes leaf, chain, root, times and stream positions anew from the entries' bytes. */
  static void verify(LedgerReader reader) {
    List<Entry> entries = all(reader);
    List<Hash> leaves = new ArrayList<>();
    Map<StreamId, Long> last = new HashMap<>();
    Hash chain = HashChain.start(ORIGIN);
    String time = "";
    for (Entry entry : entries) {
      LedgerEvent event = entry.event();
      Hash leaf = MerkleTree.leafHash(entry.bytes());
      chain = HashChain.next(chain, leaf);
      leaves.add(leaf);
      assertThat(entry.seq()).isEqualTo(leaves.size() - 1);
      assertThat(entry.leaf()).isEqualTo(leaf);
      assertThat(entry.chain()).isEqualTo(chain);
      assertThat(event.streamseq()).isEqualTo(last.merge(event.source(), 0L, (a, b) -> a + 1));
      assertThat(event.recordedtime()).isGreaterThanOrEqualTo(time);
      assertThat(reader.find(event.source(), event.id())).contains(entry);
      time = event.recordedtime();
    }
    assertThat(reader.head()).isEqualTo(new Head(entries.size(), chain, MerkleTree.rootOf(leaves)));
    last.forEach((stream, end) -> assertThat(reader.lastStreamseq(stream)).isEqualTo(end));
  }

  static void verify(LedgerReader reader, Receipt receipt) {
    Entry entry = reader.entry(receipt.seq()).orElseThrow();
    assertThat(entry.leaf()).isEqualTo(receipt.leaf());
    assertThat(entry.chain()).isEqualTo(receipt.chain());
    assertThat(entry.event().source()).isEqualTo(receipt.source());
    assertThat(entry.event().id()).isEqualTo(receipt.id());
  }
}
