package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.StoredEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one row: leaf(32) || chain(32) || nodes(32 * t) || entry bytes, with t the number of
 * trailing one bits of seq.
 */
final class EntryRecord {
  private static final int NODES_AT = 2 * Hash.BYTES;

  private EntryRecord() {}

  /** How many subtrees the entry completes. */
  static int nodes(long seq) {
    return Long.numberOfTrailingZeros(~seq);
  }

  /** The entry that completes the subtree at (level, index). */
  static long seqOf(int level, long index) {
    return ((index + 1) << level) - 1;
  }

  /** Where in that entry's record the subtree's root begins; level 0 is the leaf itself. */
  static int offsetOf(int level) {
    return level == 0 ? 0 : NODES_AT + (level - 1) * Hash.BYTES;
  }

  static byte[] format(Entry entry, List<Hash> nodes) {
    ByteBuffer record = ByteBuffer.allocate(entryAt(entry.seq()) + entry.bytes().length);
    record.put(entry.leaf().bytes()).put(entry.chain().bytes());
    nodes.forEach(node -> record.put(node.bytes()));
    return record.put(entry.bytes()).array();
  }

  static Entry parse(long seq, byte[] record) {
    return new Entry(
        seq,
        hashAt(record, 0),
        hashAt(record, Hash.BYTES),
        Arrays.copyOfRange(record, entryAt(seq), record.length));
  }

  /**
   * A row as it stands, also if it is cut off: then its bytes are all that there is.
   *
   * @param column null: as if it were empty
   */
  static StoredEntry stored(long seq, byte @Nullable [] column, StoredEntry.@Nullable Index index) {
    byte[] record = column == null ? new byte[0] : column;
    if (seq < 0 || record.length < entryAt(seq)) {
      return new StoredEntry(seq, record, null, null, null, index);
    }
    List<Hash> subtrees = new ArrayList<>();
    for (int level = 1; level <= nodes(seq); level++) {
      subtrees.add(hashAt(record, offsetOf(level)));
    }
    return new StoredEntry(
        seq,
        Arrays.copyOfRange(record, entryAt(seq), record.length),
        hashAt(record, 0),
        hashAt(record, Hash.BYTES),
        subtrees,
        index);
  }

  static Hash hashAt(byte[] record, int offset) {
    return Hash.of(Arrays.copyOfRange(record, offset, offset + Hash.BYTES));
  }

  private static int entryAt(long seq) {
    return NODES_AT + nodes(seq) * Hash.BYTES;
  }
}
