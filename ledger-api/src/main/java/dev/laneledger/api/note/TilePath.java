package dev.laneledger.api.note;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tile or entry bundle (C2SP tlog-tiles).
 *
 * @param level 0 to 63 for hashes, {@link #ENTRIES} for entries
 * @param index 0-based among the tiles of that level
 * @param width number of hashes or entries, 1 to 256; below 256 the tile is partial
 */
public record TilePath(int level, long index, int width) {
  /** The level of entry bundles. */
  public static final int ENTRIES = -1;

  /** The width of a full tile. */
  public static final int FULL = 256;

  private static final int MAX_LEVEL = 63;
  private static final int BITS = 8;

  private static final Pattern FORM =
      Pattern.compile("tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

  /**
   * @throws NoteException (MALFORMED) if a part is out of its range
   */
  public TilePath {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw NoteException.malformed(
          "a tile must have level 0..63 or entries, index from 0 and width 1..256, but has "
              + String.format(Locale.ROOT, "level %d, index %d, width %d", level, index, width));
    }
  }

  /** The bundle that holds an entry, in a tree of the given size above its position. */
  public static TilePath ofEntry(long seq, long size) {
    return ofHash(ENTRIES, seq, size);
  }

  /**
   * The tile that holds hash number {@code hash} of a level, in a tree of the given size.
   *
   * @throws NoteException (MALFORMED) if the tree has no such hash
   */
  public static TilePath ofHash(int level, long hash, long size) {
    long hashes = hashes(level, size);
    if (hash < 0 || hash >= hashes) {
      throw NoteException.malformed(
          String.format(
              Locale.ROOT,
              "a tree of size %d has %d hashes at tile level %d, and not number %d",
              size,
              hashes,
              level,
              hash));
    }
    long tile = hash >> BITS;
    return new TilePath(level, tile, (int) Math.min(FULL, hashes - (tile << BITS)));
  }

  /**
   * The width of the partial tile of a level, or 0 if there is none: floor(size/256^level) mod 256.
   */
  public static int partialWidth(int level, long size) {
    return (int) (hashes(level, size) % FULL);
  }

  /**
   * All tiles and bundles that a tree of size {@code to} has and one of size {@code from} lacks.
   */
  public static List<TilePath> between(long from, long to) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException(
          "tiles must be asked for from a size of 0 up to " + to + ", but from is " + from);
    }
    List<TilePath> tiles = new ArrayList<>();
    for (int level = ENTRIES; hashes(level, to) > 0; level++) {
      long hashes = hashes(level, to);
      if (hashes == hashes(level, from)) {
        break;
      }
      for (long tile = hashes(level, from) >> BITS; tile << BITS < hashes; tile++) {
        tiles.add(ofHash(level, tile << BITS, to));
      }
    }
    return tiles;
  }

  /**
   * The inverse of {@link #path()}.
   *
   * @throws NoteException (MALFORMED) if the text is in any other form
   */
  public static TilePath parse(String path) {
    Matcher form = FORM.matcher(path);
    if (!form.matches()) {
      throw malformed(path);
    }
    try {
      TilePath parsed =
          new TilePath(
              form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1)),
              Long.parseLong(form.group(2).replaceAll("[x/]", "")),
              form.group(3) == null ? FULL : Integer.parseInt(form.group(3)));
      if (parsed.path().equals(path)) {
        return parsed;
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one message for every wrong path
    }
    throw malformed(path);
  }

  /** Whether this names an entry bundle. */
  public boolean isEntries() {
    return level == ENTRIES;
  }

  /** Whether this names a partial tile. */
  public boolean isPartial() {
    return width < FULL;
  }

  /** Whether a tree of that size has every hash or entry of this tile. */
  public boolean isWithin(long size) {
    long hashes = hashes(level, size);
    return index <= hashes >> BITS && (index << BITS) + width <= hashes;
  }

  /** The path below the ledger's prefix, without a leading slash. */
  public String path() {
    StringBuilder digits = new StringBuilder(String.format(Locale.ROOT, "%03d", index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      digits.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    return "tile/"
        + (isEntries() ? "entries" : level)
        + "/"
        + digits
        + (isPartial() ? ".p/" + width : "");
  }

  /** How many hashes of 256^level entries a tree has; a bundle's entries count as level 0. */
  public static long hashes(int level, long size) {
    int shift = BITS * Math.max(level, 0);
    return shift >= Long.SIZE ? 0 : size >> shift;
  }

  private static NoteException malformed(String path) {
    return NoteException.malformed(
        "a tile path must be tile/<level or entries>/<x000/…/000>[.p/<1..255>], but is: " + path);
  }
}
