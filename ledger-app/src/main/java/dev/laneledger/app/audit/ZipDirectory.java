package dev.laneledger.app.audit;

import dev.laneledger.api.hash.DigestSet;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.zip.ZipName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The central directory of a zip, checked before anything is read by it: every file is stored as it
 * is, has a safe name, stands in the order of names (so that none is there twice), begins where the
 * one before it ends (so that none overlaps and no byte is hidden between two), and no two names
 * differ only in their case.
 *
 * <p>The directory stays in the file and is mapped, so it takes four bytes of memory a file.
 */
final class ZipDirectory {
  static final int LOCAL_BYTES = 30;
  static final int LOCAL = 0x04034b50;

  private static final int CENTRAL_BYTES = 46;
  private static final int CENTRAL = 0x02014b50;
  private static final int ZIP64_BYTES = 12; // the extra field of an offset of 4 GiB or more
  private static final int ENCRYPTED_OR_DESCRIPTOR = 0b1001;
  private static final int MAX_FILES = 4_000_000;
  private static final int MAX_NAME_BYTES = 1_024;
  private static final long MAX_DIRECTORY_BYTES = 1L << 30;
  private static final long UNSIGNED = 0xffff_ffffL;

  private final ByteBuffer central;
  private final int[] records;

  private ZipDirectory(ByteBuffer central, int[] records) {
    this.central = central;
    this.records = records;
  }

  /**
   * @throws IOException saying why, if it is anything but such a zip
   */
  static ZipDirectory read(FileChannel channel) throws IOException {
    ZipEnd end = ZipEnd.read(channel);
    if (end.files() > MAX_FILES || end.bytes() > MAX_DIRECTORY_BYTES) {
      throw new IOException(
          "it must have at most %d files, but has %d, listed in %d bytes"
              .formatted(MAX_FILES, end.files(), end.bytes()));
    }
    ByteBuffer central = channel.map(FileChannel.MapMode.READ_ONLY, end.offset(), end.bytes());
    ZipDirectory directory =
        new ZipDirectory(central.order(ByteOrder.LITTLE_ENDIAN), new int[(int) end.files()]);
    directory.checkRecords(end.offset());
    directory.checkCases();
    return directory;
  }

  int files() {
    return records.length;
  }

  /** Where the file's local header begins. */
  long offset(int file) {
    int at = records[file];
    long offset = central.getInt(at + 42) & UNSIGNED;
    int extra = Short.toUnsignedInt(central.getShort(at + 30));
    return extra == 0 ? offset : central.getLong(at + CENTRAL_BYTES + nameBytes(at) + 4);
  }

  long bytes(int file) {
    return central.getInt(records[file] + 24) & UNSIGNED;
  }

  String name(int file) {
    int at = records[file];
    return StandardCharsets.UTF_8.decode(rawName(at)).toString();
  }

  /** The number of the first file whose name is not before this one. */
  int firstFrom(String name) {
    ByteBuffer wanted = ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
    int low = 0;
    int high = records.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(rawName(records[middle]), wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void checkRecords(long dataEnd) throws IOException {
    int at = 0;
    long offset = 0;
    for (int file = 0; file < records.length; file++) {
      records[file] = at;
      checkForm(file, at);
      checkName(file);
      if (offset(file) != offset) {
        throw refused(file, "begins at byte %d, but must at %d".formatted(offset(file), offset));
      }
      offset += LOCAL_BYTES + nameBytes(at) + bytes(file);
      at += CENTRAL_BYTES + nameBytes(at) + Short.toUnsignedInt(central.getShort(at + 30));
    }
    if (at != central.limit() || offset != dataEnd) {
      throw new IOException("between or behind its files there are other bytes");
    }
  }

  private void checkForm(int file, int at) throws IOException {
    if (at + CENTRAL_BYTES > central.limit()
        || central.getInt(at) != CENTRAL
        || at + CENTRAL_BYTES + nameBytes(at) > central.limit()) {
      throw new IOException("its directory is broken at file " + file);
    }
    int method = Short.toUnsignedInt(central.getShort(at + 10));
    if (method != 0) {
      throw refused(file, "must be stored, but is compressed (method " + method + ")");
    }
    long bytes = central.getInt(at + 20) & UNSIGNED;
    if ((central.getShort(at + 8) & ENCRYPTED_OR_DESCRIPTOR) != 0
        || bytes != (central.getInt(at + 24) & UNSIGNED)
        || bytes == UNSIGNED
        || central.getShort(at + 32) != 0) {
      throw refused(file, "must be stored as it is, with its size and without a comment");
    }
    checkExtra(file, at);
  }

  private void checkExtra(int file, int at) throws IOException {
    int extra = Short.toUnsignedInt(central.getShort(at + 30));
    boolean large = (central.getInt(at + 42) & UNSIGNED) == UNSIGNED;
    int field = at + CENTRAL_BYTES + nameBytes(at);
    boolean fits =
        large
            ? extra == ZIP64_BYTES
                && field + ZIP64_BYTES <= central.limit()
                && central.getInt(field) == 0x0008_0001
            : extra == 0;
    if (!fits) {
      throw refused(file, "must have no extra fields");
    }
  }

  private void checkName(int file) throws IOException {
    int at = records[file];
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(rawName(at)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("the name of file " + file + " is not UTF-8", e);
    }
    if (nameBytes(at) > MAX_NAME_BYTES || !ZipName.isSafe(name)) {
      throw refused(file, "must be a relative path that stays inside");
    }
    if (file > 0 && compare(rawName(records[file - 1]), rawName(at)) >= 0) {
      throw refused(
          file, "must come once and in the order of names, but follows " + name(file - 1));
    }
  }

  /** A clash has a capital letter in it: those names are few, so only they are remembered. */
  private void checkCases() throws IOException {
    DigestSet seen = DigestSet.ofPrefixes();
    for (int file = 0; file < records.length; file++) {
      String name = name(file);
      String lower = name.toLowerCase(Locale.ROOT);
      if (!lower.equals(name) && !seen.add(key(lower))) {
        throw refused(file, "differs only in its case from another name");
      }
    }
    for (int file = 0; seen.size() > 0 && file < records.length; file++) {
      String name = name(file);
      if (name.equals(name.toLowerCase(Locale.ROOT)) && seen.contains(key(name))) {
        throw refused(file, "differs only in its case from another name");
      }
    }
  }

  private static Hash key(String name) {
    return Hash.sha256(name.getBytes(StandardCharsets.UTF_8));
  }

  private int nameBytes(int at) {
    return Short.toUnsignedInt(central.getShort(at + 28));
  }

  private ByteBuffer rawName(int at) {
    return central.slice(at + CENTRAL_BYTES, nameBytes(at));
  }

  private static int compare(ByteBuffer a, ByteBuffer b) {
    int at = a.mismatch(b);
    if (at < 0 || at >= a.remaining() || at >= b.remaining()) {
      return Integer.compare(a.remaining(), b.remaining());
    }
    return Integer.compare(Byte.toUnsignedInt(a.get(at)), Byte.toUnsignedInt(b.get(at)));
  }

  private IOException refused(int file, String why) {
    String name = name(file);
    String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return new IOException("its file " + shown + " " + why);
  }
}
