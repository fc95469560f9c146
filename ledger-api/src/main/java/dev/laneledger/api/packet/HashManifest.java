package dev.laneledger.api.packet;

import dev.laneledger.api.hash.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The names and hashes of a packet's governed files.
 *
 * @param files SHA-256 by name, in order of the names' UTF-8 bytes
 */
public record HashManifest(SortedMap<String, Hash> files) {
  /** Orders texts by their UTF-8 bytes, as {@code LC_ALL=C} does; String.compareTo does not. */
  public static final Comparator<String> UTF8_ORDER =
      Comparator.comparing(HashManifest::utf8, Arrays::compareUnsigned);

  private static final int HEX = 2 * Hash.BYTES;
  private static final String GAP = "  ";

  /**
   * @throws IllegalArgumentException if a name is not that of a governed file
   */
  public HashManifest {
    SortedMap<String, Hash> sorted = new TreeMap<>(UTF8_ORDER);
    sorted.putAll(files);
    sorted.keySet().forEach(PacketNames::requireGoverned);
    files = Collections.unmodifiableSortedMap(sorted);
  }

  /**
   * The manifest of files in memory.
   *
   * @param contents bytes by name
   * @throws IllegalArgumentException if a name is not that of a governed file
   */
  public static HashManifest of(Map<String, byte[]> contents) {
    SortedMap<String, Hash> files = new TreeMap<>(UTF8_ORDER);
    contents.forEach((name, bytes) -> files.put(name, Hash.sha256(bytes)));
    return new HashManifest(files);
  }

  /**
   * The inverse of {@link #format()}.
   *
   * @throws IllegalArgumentException if the bytes are in any other form
   */
  public static HashManifest parse(byte[] utf8) {
    String text = decode(utf8);
    SortedMap<String, Hash> files = new TreeMap<>(UTF8_ORDER);
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      String line = text.substring(start, end < 0 ? text.length() : end);
      if (end < 0 || line.length() <= HEX + GAP.length() || !line.startsWith(GAP, HEX)) {
        throw new IllegalArgumentException(
            "a manifest line must be 64 hex, two spaces, a name and LF, but is: " + line);
      }
      files.put(line.substring(HEX + GAP.length()), Hash.fromHex(line.substring(0, HEX)));
      start = end + 1;
    }
    HashManifest manifest = new HashManifest(files);
    if (!manifest.format().equals(text)) {
      throw new IllegalArgumentException(
          "a manifest must name each file once, in order of the names' UTF-8 bytes");
    }
    return manifest;
  }

  /** The text of {@code HASH_MANIFEST.txt}. */
  public String format() {
    return files.entrySet().stream()
        .map(file -> file.getValue().hex() + GAP + file.getKey() + "\n")
        .collect(Collectors.joining());
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a manifest must be UTF-8, but its bytes are ill-formed");
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
