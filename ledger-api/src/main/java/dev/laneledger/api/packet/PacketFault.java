package dev.laneledger.api.packet;

import dev.laneledger.api.hash.Hash;

/** One way in which a packet is not what its manifest and pin say. */
public sealed interface PacketFault {
  /** Which file. */
  String name();

  /** The fault in words, with expected above actual where hashes differ. */
  String message();

  /** Manifest, pin or a listed file is not there. */
  record Missing(String name) implements PacketFault {
    @Override
    public String message() {
      return name + " must exist, but is missing";
    }
  }

  /** Manifest or pin is not in its form. */
  record Malformed(String name, String detail) implements PacketFault {
    @Override
    public String message() {
      return name + " is malformed: " + detail;
    }
  }

  /** A file's bytes are others: the manifest's than the pin says, or a file's than listed. */
  record Differs(String name, Hash expected, Hash actual) implements PacketFault {
    @Override
    public String message() {
      return name + " differs\n  expected " + expected + "\n  actual   " + actual;
    }
  }

  /** A governed file that the manifest does not list. */
  record Unlisted(String name) implements PacketFault {
    @Override
    public String message() {
      return name + " must be listed in " + PacketTree.MANIFEST + ", but is not";
    }
  }
}
