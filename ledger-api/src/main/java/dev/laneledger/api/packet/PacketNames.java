package dev.laneledger.api.packet;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which names a packet's files have. */
final class PacketNames {
  private PacketNames() {}

  /** Whether the file is one that the manifest must list. */
  static boolean isGoverned(String name) {
    return !name.equals(PacketTree.MANIFEST)
        && !name.equals(PacketTree.PIN)
        && !name.startsWith(PacketTree.SIDECAR);
  }

  static void requireGoverned(String name) {
    if (!isGoverned(name)) {
      throw new IllegalArgumentException(
          "a manifest must not list itself, the pin or the sidecar, but lists: " + name);
    }
    if (!isRelativePath(name)) {
      throw new IllegalArgumentException(
          "a packet's file must have a relative path with / and without empty, . or .. segments,"
              + " backslash or control characters, but has: "
              + name);
    }
  }

  private static boolean isRelativePath(String name) {
    return List.of(name.split("/", -1)).stream().allMatch(PacketNames::isSegment)
        && name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\')
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  private static boolean isSegment(String segment) {
    return !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
  }
}
