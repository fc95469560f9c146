package dev.laneledger.app.storage;

import java.util.Arrays;

/** The table {@code entry}: records by their number. For one thread. */
final class EntryPages {
  private static final int INTERIOR_HEADER = 12;
  private static final int LEAF_HEADER = 8;
  private static final int MOST_LEVELS = 20;

  private final Pages pages;
  private final int root;
  private long leaf = -1;
  private int next;
  private byte[] buffer = new byte[1 << 20];
  private int used;

  EntryPages(Pages pages, int root) {
    this.pages = pages;
    this.root = root;
  }

  /** Forgets the records that were read. */
  void clear() {
    used = 0;
  }

  /** The array that records are put into, as long as none is read. */
  byte[] records() {
    return buffer;
  }

  /** Where the next record is put. */
  int used() {
    return used;
  }

  /** Puts the record of that number behind the others; gives where it begins. */
  int read(long seq) {
    if (leaf < 0 || next >= pages.cells(leaf) || rowid(next) != seq) {
      seek(seq);
    }
    long cell = pages.cell(leaf, LEAF_HEADER, next++);
    long payload = pages.varint(cell);
    long at = cell + pages.varintBytes(cell);
    at += pages.varintBytes(at); // the number
    Pages.require(payload <= Pages.MOST_PAYLOAD, "a row that is too long");
    int from = used;
    copy(at, (int) payload);
    return from + header(from, (int) payload);
  }

  private long rowid(int index) {
    long cell = pages.cell(leaf, LEAF_HEADER, index);
    return pages.varint(cell + pages.varintBytes(cell));
  }

  /** Goes to the cell of that number. */
  private void seek(long seq) {
    long page = pages.page(root);
    for (int level = 0; pages.u8(page) == Pages.TABLE_INTERIOR; level++) {
      Pages.require(level < MOST_LEVELS, "more levels than any table");
      int low = 0;
      int high = pages.cells(page);
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (pages.varint(pages.cell(page, INTERIOR_HEADER, middle) + 4) < seq) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      boolean last = low == pages.cells(page);
      page =
          pages.page(
              last ? pages.rightmost(page) : pages.u32(pages.cell(page, INTERIOR_HEADER, low)));
    }
    Pages.require(pages.u8(page) == Pages.TABLE_LEAF, "a page of another type");
    leaf = page;
    int low = 0;
    int high = pages.cells(page);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rowid(middle) < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    next = low;
    Pages.require(low < pages.cells(page) && rowid(low) == seq, "no entry of that number");
  }

  /** The payload, of which a large one continues on pages of its own. */
  private void copy(long at, int payload) {
    int usable = pages.pageSize();
    int most = usable - 35;
    int least = (usable - 12) * 32 / 255 - 23;
    int odd = least + (payload - least) % (usable - 4);
    int local = payload <= most ? payload : odd <= most ? odd : least;
    room(payload);
    pages.copy(at, buffer, used, local);
    int done = local;
    int page = done < payload ? pages.u32(at + local) : 0;
    while (done < payload) {
      long from = pages.page(page);
      int count = Math.min(payload - done, usable - 4);
      pages.copy(from + 4, buffer, used + done, count);
      done += count;
      page = pages.u32(from);
    }
    used += payload;
  }

  private void room(int payload) {
    if (used + payload > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, used + payload));
    }
  }

  /** How long the header of a row is that holds NULL, for its number, and one blob. */
  private int header(int from, int payload) {
    int bytes = buffer[from];
    long type = 0;
    for (int i = 2; i < bytes; i++) {
      type = type << 7 | (buffer[from + i] & 0x7f);
    }
    boolean blob = type >= 12 && type % 2 == 0 && (type - 12) / 2 == payload - bytes;
    Pages.require(bytes > 2 && bytes < 7 && buffer[from + 1] == 0 && blob, "a row's header");
    return bytes;
  }
}
