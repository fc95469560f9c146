package dev.laneledger.app.storage;

/**
 * A table of integer, integer or text, and integer that is ordered by the first two: finds the
 * third. For one thread; a look-up of what follows the one before is fast.
 */
final class IndexPages {
  private static final int INTERIOR_HEADER = 12;
  private static final int LEAF_HEADER = 8;
  private static final int MOST_LEVELS = 20;

  private final Pages pages;
  private final int root;
  private long leaf = -1;
  private int next;

  // what is looked for: the first column, and a number or text
  private long stream;
  private long number;
  private byte[] text = new byte[0];
  private int textFrom;
  private int textTo;

  // where the row that was compared last begins, and where its third column
  private int thirdType;
  private long thirdAt;

  IndexPages(Pages pages, int root) {
    this.pages = pages;
    this.root = root;
  }

  /**
   * The third column where the first is that stream and the second that number; -1: no such row.
   */
  long find(long ofStream, long ofNumber) {
    textTo = -1;
    stream = ofStream;
    number = ofNumber;
    return find();
  }

  /** The same where the second is the text of the bytes [from, to). */
  long find(long ofStream, byte[] bytes, int from, int to) {
    stream = ofStream;
    text = bytes;
    textFrom = from;
    textTo = to;
    return find();
  }

  private long find() {
    if (leaf >= 0
        && next < pages.cells(leaf)
        && compare(pages.cell(leaf, LEAF_HEADER, next)) == 0) {
      next++;
      return third();
    }
    return seek();
  }

  private long seek() {
    long page = pages.page(root);
    for (int level = 0; pages.u8(page) == Pages.INDEX_INTERIOR; level++) {
      Pages.require(level < MOST_LEVELS, "more levels than any table");
      int at = search(page, INTERIOR_HEADER, 4);
      if (at < 0) {
        return third();
      }
      boolean last = at == pages.cells(page);
      page =
          pages.page(
              last ? pages.rightmost(page) : pages.u32(pages.cell(page, INTERIOR_HEADER, at)));
    }
    Pages.require(pages.u8(page) == Pages.INDEX_LEAF, "a page of another type");
    leaf = page;
    int at = search(page, LEAF_HEADER, 0);
    next = at < 0 ? -at : at;
    return at < 0 ? third() : -1;
  }

  /** The first cell that is not before what is looked for; minus the one after it if it is that. */
  private int search(long page, int header, int child) {
    int low = 0;
    int high = pages.cells(page);
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = compare(pages.cell(page, header, middle) + child);
      if (order == 0) {
        return -(middle + 1);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long third() {
    return pages.integer(thirdType, thirdAt);
  }

  /** How the row of a payload compares with what is looked for. */
  private int compare(long cell) {
    long payload = pages.varint(cell);
    int most = (pages.pageSize() - 12) * 64 / 255 - 23;
    Pages.require(payload <= most, "a key that is too long");
    long row = cell + pages.varintBytes(cell);
    long header = row + 1;
    int first = pages.u8(header);
    long second = pages.varint(header + 1);
    long typeAt = header + 1 + pages.varintBytes(header + 1);
    long body = row + pages.u8(row);
    int firstBytes = Pages.integerBytes(first);
    boolean isText = second >= 13 && second % 2 == 1;
    int secondBytes = isText ? (int) (second - 13) / 2 : Pages.integerBytes((int) second);
    thirdType = pages.u8(typeAt);
    thirdAt = body + firstBytes + secondBytes;
    boolean whole =
        typeAt + 1 == body
            && thirdAt + Pages.integerBytes(thirdType) == row + payload
            && isText == textTo >= 0;
    Pages.require(whole, "a row of an index");
    int order = Long.compare(pages.integer(first, body), stream);
    if (order != 0) {
      return order;
    }
    return isText
        ? pages.compare(body + firstBytes, secondBytes, text, textFrom, textTo)
        : Long.compare(pages.integer((int) second, body + firstBytes), number);
  }
}
