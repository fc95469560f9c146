package dev.laneledger.app.detection;

import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.zip.StoredZipWriter;
import dev.laneledger.app.audit.Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of a bundle or published tree by name, and what an attacker makes of them. */
final class CopyFiles {
  /** So many places in one file are tried at the most. */
  private static final int PLACES = 5;

  private final SortedMap<String, byte[]> files;
  private final int most;

  /**
   * @param most so many files of a kind are tried
   */
  CopyFiles(SortedMap<String, byte[]> files, int most) {
    this.files = Collections.unmodifiableSortedMap(files);
    this.most = most;
  }

  /** The names that begin so, in order. */
  List<String> names(String prefix) {
    return files.tailMap(prefix).keySet().stream()
        .takeWhile(name -> name.startsWith(prefix))
        .toList();
  }

  /** The same, but few of them, spread evenly. */
  Stream<String> some(String prefix) {
    return some(names(prefix));
  }

  Stream<String> some(List<String> names) {
    return spread(names.size(), most).map(names::get);
  }

  /** Few of the numbers below {@code size}, spread evenly. */
  Stream<Integer> places(int size) {
    return spread(size, most);
  }

  /** Fewer of them, for what is done to each of many files. */
  Stream<Integer> fewPlaces(int size) {
    return spread(size, Math.min(most, PLACES));
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  byte[] bytes(String name) {
    return Objects.requireNonNull(files.get(name), name).clone();
  }

  CopyFiles with(String name, byte[] bytes) {
    SortedMap<String, byte[]> more = new TreeMap<>(files);
    more.put(name, bytes);
    return new CopyFiles(more, most);
  }

  CopyFiles without(String name) {
    return only(other -> !other.equals(name));
  }

  CopyFiles only(Predicate<String> kept) {
    SortedMap<String, byte[]> fewer = new TreeMap<>(files);
    fewer.keySet().removeIf(kept.negate());
    return new CopyFiles(fewer, most);
  }

  CopyFiles exchanged(String one, String other) {
    return with(one, bytes(other)).with(other, bytes(one));
  }

  /** One byte of a file is another, at few places. */
  Stream<CopyFiles> flipped(String name) {
    int length = bytes(name).length;
    return fewPlaces(length)
        .map(at -> {
          byte[] bytes = bytes(name);
          bytes[at] ^= 1;
          return with(name, bytes);
        });
  }

  /** A file is cut short: to nothing, to a half, by its last byte. */
  Stream<CopyFiles> cut(String name) {
    byte[] bytes = bytes(name);
    return Stream.of(0, bytes.length / 2, bytes.length - 1)
        .filter(length -> length >= 0 && length < bytes.length)
        .distinct()
        .map(length -> with(name, Arrays.copyOf(bytes, length)));
  }

  /** Each two neighbours of these files that are not the same change their contents. */
  Stream<CopyFiles> exchanges(List<String> names) {
    return spread(names.size() - 1, most)
        .filter(i -> !Arrays.equals(bytes(names.get(i)), bytes(names.get(i + 1))))
        .map(i -> exchanged(names.get(i), names.get(i + 1)));
  }

  /** The entries of all bundles. */
  List<byte[]> entries() {
    List<byte[]> entries = new ArrayList<>();
    names(Layout.ENTRIES).forEach(name -> entries.addAll(EntryBundle.decode(bytes(name))));
    return entries;
  }

  /** As an export writes it. */
  void zip(OutputStream out) throws IOException {
    StoredZipWriter zip = new StoredZipWriter(out);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      zip.put(file.getKey(), file.getValue());
    }
    zip.finish();
  }

  /** About so many numbers below {@code size}, the first and the last among them. */
  private static Stream<Integer> spread(int size, int about) {
    int step = Math.max(1, (size - 1) / Math.max(1, about - 1));
    return Stream.concat(Stream.iterate(0, at -> at < size, at -> at + step), Stream.of(size - 1))
        .filter(at -> at >= 0)
        .distinct();
  }
}
