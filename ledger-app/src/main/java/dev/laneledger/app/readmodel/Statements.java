package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData.StateAttested;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.projections.LedgerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the ledger's own attestations say in all. */
final class Statements {
  private static final int PAGE = 1_024;

  private final List<Long> seqs = new ArrayList<>();
  private final SortedMap<String, SortedMap<String, Hash>> hashes = new TreeMap<>();
  private long size;

  private Statements() {}

  static Statements of(LedgerReader reader) {
    Statements all = new Statements();
    long next = 0;
    for (List<Entry> page = page(reader, next); !page.isEmpty(); page = page(reader, next)) {
      page.forEach(all::add);
      next += page.size();
    }
    return all;
  }

  private static List<Entry> page(LedgerReader reader, long from) {
    return reader.stream(StreamId.ATTESTATIONS, from, PAGE);
  }

  private void add(Entry entry) {
    if (entry.event().payload() instanceof StateAttested attestation) {
      seqs.add(entry.seq());
      if (attestation.size() >= size) {
        size = attestation.size();
        hashes.putAll(attestation.programs());
      }
    }
  }

  /** After how many entries the newest state was attested; 0 if none was. */
  long size() {
    return size;
  }

  /** The newest state hashes of every program that was ever stated. */
  SortedMap<String, SortedMap<String, Hash>> hashes() {
    return hashes;
  }

  /** How many there are. */
  long count() {
    return seqs.size();
  }

  /** How many of the first entries are not attestations. */
  long counted(long entries) {
    return entries - seqs.stream().filter(seq -> seq < entries).count();
  }

  /** Whether the state after {@link #size} entries is the one that was attested. */
  boolean agreesWith(LedgerState state) {
    Map<String, SortedMap<String, Hash>> found = new TreeMap<>();
    state.programs().forEach((id, program) -> found.put(id, program.stateHashes()));
    return found.equals(hashes);
  }
}
