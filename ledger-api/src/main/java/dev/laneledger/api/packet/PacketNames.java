package dev.laneledger.api.packet;

import dev.laneledger.api.zip.ZipName;

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
    if (!ZipName.isSafe(name)) {
      throw new IllegalArgumentException(
          "a packet's file must have a relative path with / and without empty, . or .. segments,"
              + " backslash or control characters, but has: "
              + name);
    }
  }
}
