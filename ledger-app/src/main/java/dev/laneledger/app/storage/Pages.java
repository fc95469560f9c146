package dev.laneledger.app.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.foreign.ValueLayout.OfInt;
import java.lang.foreign.ValueLayout.OfShort;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The pages of a SQLite file that nobody writes (<a
 * href="https://www.sqlite.org/fileformat2.html">format</a>), for any thread. What is not as
 * expected ends in a {@link RuntimeException}: SQLite itself is asked then.
 *
 * <pre>
 * page = type(1) freeblock(2) cells(2) content(2) fragments(1) [rightmost child(4)] cell offsets(2 each) …
 * </pre>
 */
final class Pages implements AutoCloseable {
  static final int INDEX_INTERIOR = 2;
  static final int TABLE_INTERIOR = 5;
  static final int INDEX_LEAF = 10;
  static final int TABLE_LEAF = 13;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int MOST_VARINT_BYTES = 9;

  /** No row of an entry is longer: its bytes, hashes and header. */
  static final int MOST_PAYLOAD = 1 << 17;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment file;
  private final int pageSize;

  Pages(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      this.file = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      int size = u16(16);
      this.pageSize = size == 1 ? 1 << 16 : size;
      boolean magic =
          MemorySegment.mismatch(
                  file, 0, MAGIC.length, MemorySegment.ofArray(MAGIC), 0, MAGIC.length)
              < 0;
      require(magic && pageSize >= 512 && u8(20) == 0 && u32(56) == 1, "SQLite in UTF-8");
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("the pages must be of a ledger, but: " + what);
    }
  }

  /** Length of the file. */
  long bytes() {
    return file.byteSize();
  }

  int pageSize() {
    return pageSize;
  }

  /** Where the page of that number begins; the first, which has another form, is none here. */
  long page(int number) {
    long at = (Integer.toUnsignedLong(number) - 1) * pageSize;
    require(at > 0 && at + pageSize <= file.byteSize(), "a page beyond the file");
    return at;
  }

  int u8(long at) {
    return file.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  int u16(long at) {
    return Short.toUnsignedInt(file.get(U16, at));
  }

  int u32(long at) {
    return file.get(U32, at);
  }

  int cells(long page) {
    return u16(page + 3);
  }

  /** Where a cell begins. */
  long cell(long page, int headerBytes, int index) {
    int offset = u16(page + headerBytes + 2L * index);
    require(offset < pageSize, "a cell beyond its page");
    return page + offset;
  }

  /** The child that holds what is after every cell. */
  int rightmost(long page) {
    return u32(page + 8);
  }

  /** Up to nine bytes of seven bits each, of the last one eight. */
  long varint(long at) {
    long value = 0;
    for (int i = 0; i < MOST_VARINT_BYTES - 1; i++) {
      int b = u8(at + i);
      value = value << 7 | (b & 0x7f);
      if (b < 0x80) {
        return value;
      }
    }
    return value << 8 | u8(at + MOST_VARINT_BYTES - 1);
  }

  int varintBytes(long at) {
    int bytes = 1;
    while (bytes < MOST_VARINT_BYTES && u8(at + bytes - 1) >= 0x80) {
      bytes++;
    }
    return bytes;
  }

  void copy(long from, byte[] to, int at, int count) {
    MemorySegment.copy(file, ValueLayout.JAVA_BYTE, from, to, at, count);
  }

  /** How the bytes [at, at + count) compare with others, as unsigned ones. */
  int compare(long at, int count, byte[] other, int from, int to) {
    int shorter = Math.min(count, to - from);
    for (int i = 0; i < shorter; i++) {
      int difference = u8(at + i) - (other[from + i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return count - (to - from);
  }

  /** An integer of that serial type. */
  long integer(int type, long at) {
    int bytes = integerBytes(type);
    if (bytes == 0) {
      return type - 8L;
    }
    long value = file.get(ValueLayout.JAVA_BYTE, at); // with its sign
    for (int i = 1; i < bytes; i++) {
      value = value << 8 | u8(at + i);
    }
    return value;
  }

  static int integerBytes(int type) {
    return switch (type) {
      case 1, 2, 3, 4 -> type;
      case 5 -> 6;
      case 6 -> 8;
      case 8, 9 -> 0;
      default -> throw new IllegalStateException("an integer must be here, but type is " + type);
    };
  }

  @Override
  public void close() {
    arena.close();
  }
}
