package dev.laneledger.api.packet;

import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The packet tree hash, and the check of an unpacked packet against it. */
public final class PacketTree {
  /** Name of the manifest's file. */
  public static final String MANIFEST = "HASH_MANIFEST.txt";

  /** Name of the pin's file. */
  public static final String PIN = "packet_tree.sha256";

  /** Prefix of the files that may travel along ungoverned. */
  public static final String SIDECAR = "ledger/";

  private PacketTree() {}

  /** SHA-256 of the manifest's text. */
  public static Hash of(HashManifest manifest) {
    return Hash.sha256(manifest.format().getBytes(StandardCharsets.UTF_8));
  }

  /** The tree as Go's dirhash writes it. */
  public static String h1(Hash tree) {
    return "h1:" + tree.base64();
  }

  /** The text of {@code packet_tree.sha256}. */
  public static String pinFile(Hash tree) {
    return tree.hex() + "\n";
  }

  /**
   * Checks an unpacked packet: the pin, every listed file, and that no governed file is unlisted.
   * Faults come in that order, files in order of their names' UTF-8 bytes; none means that the
   * packet is whole. Which tree it should be, the caller compares.
   *
   * @param files all of the packet's bytes by name, manifest, pin and sidecar included
   */
  public static List<PacketFault> check(Map<String, byte[]> files) {
    Map<String, Hash> digests = new HashMap<>();
    files.forEach((name, bytes) -> digests.put(name, Hash.sha256(bytes)));
    return check(digests, files.get(MANIFEST), files.get(PIN));
  }

  /**
   * The same for a packet that is too large to be held at once.
   *
   * @param digests SHA-256 of all of the packet's files by name
   * @param manifest bytes of the manifest; null: there is none
   * @param pin bytes of the pin; null: there is none
   */
  public static List<PacketFault> check(
      Map<String, Hash> digests, byte @Nullable [] manifest, byte @Nullable [] pin) {
    if (manifest == null) {
      return List.of(new PacketFault.Missing(MANIFEST));
    }
    List<PacketFault> faults = new ArrayList<>();
    checkPin(Hash.sha256(manifest), pin, faults);
    try {
      checkFiles(HashManifest.parse(manifest), digests, faults);
    } catch (IllegalArgumentException e) {
      faults.add(new PacketFault.Malformed(MANIFEST, String.valueOf(e.getMessage())));
    }
    return List.copyOf(faults);
  }

  private static void checkPin(Hash tree, byte @Nullable [] pin, List<PacketFault> faults) {
    if (pin == null) {
      faults.add(new PacketFault.Missing(PIN));
      return;
    }
    String text = new String(pin, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\n")) {
      faults.add(new PacketFault.Malformed(PIN, "a pin must end in LF, but is: " + text));
      return;
    }
    try {
      Hash pinned = Hash.fromHex(text.substring(0, text.length() - 1));
      if (!pinned.equals(tree)) {
        faults.add(new PacketFault.Differs(MANIFEST, pinned, tree));
      }
    } catch (IllegalArgumentException e) {
      faults.add(new PacketFault.Malformed(PIN, String.valueOf(e.getMessage())));
    }
  }

  private static void checkFiles(
      HashManifest manifest, Map<String, Hash> files, List<PacketFault> faults) {
    if (manifest.files().isEmpty()) {
      faults.add(new PacketFault.Malformed(MANIFEST, "it must list at least one file"));
    }
    manifest.files().forEach((name, expected) -> checkFile(name, expected, files, faults));
    TreeSet<String> names = new TreeSet<>(HashManifest.UTF8_ORDER);
    names.addAll(files.keySet());
    names.stream()
        .filter(PacketNames::isGoverned)
        .filter(name -> !manifest.files().containsKey(name))
        .forEach(name -> faults.add(new PacketFault.Unlisted(name)));
  }

  private static void checkFile(
      String name, Hash expected, Map<String, Hash> files, List<PacketFault> faults) {
    Hash actual = files.get(name);
    if (actual == null) {
      faults.add(new PacketFault.Missing(name));
    } else if (!actual.equals(expected)) {
      faults.add(new PacketFault.Differs(name, expected, actual));
    }
  }
}
