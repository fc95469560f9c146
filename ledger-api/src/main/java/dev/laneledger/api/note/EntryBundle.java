package dev.laneledger.api.note;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Entry bundles (C2SP tlog-tiles): each entry behind its length as a big-endian u16. */
public final class EntryBundle {
  /** The longest entry that a bundle can carry, in bytes. */
  public static final int MAX_ENTRY_BYTES = 0xffff;

  private EntryBundle() {}

  /**
   * The bytes of a bundle.
   *
   * @throws NoteException (MALFORMED) if there are more than 256 entries or one is too long
   */
  public static byte[] encode(List<byte[]> entries) {
    requireWidth(entries.size());
    int length = 0;
    for (byte[] entry : entries) {
      if (entry.length > MAX_ENTRY_BYTES) {
        throw NoteException.malformed(
            "an entry must have at most 65535 bytes, but has "
                + entry.length
                + "; keep large evidence as a blob");
      }
      length += Short.BYTES + entry.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    entries.forEach(entry -> out.putShort((short) entry.length).put(entry));
    return out.array();
  }

  /**
   * The inverse of {@link #encode}.
   *
   * @throws NoteException (MALFORMED) if the bytes end within an entry or hold more than 256
   */
  public static List<byte[]> decode(byte[] bundle) {
    List<byte[]> entries = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bundle);
    while (in.hasRemaining()) {
      int start = in.position();
      try {
        byte[] entry = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(entry);
        entries.add(entry);
      } catch (BufferUnderflowException e) {
        throw NoteException.malformed(
            String.format(
                Locale.ROOT,
                "an entry bundle must end with an entry, but ends within entry %d at byte %d of %d",
                entries.size(),
                start,
                bundle.length));
      }
      requireWidth(entries.size());
    }
    return entries;
  }

  private static void requireWidth(int entries) {
    if (entries > TilePath.FULL) {
      throw NoteException.malformed(
          "an entry bundle must have at most 256 entries, but has " + entries);
    }
  }
}
