package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.TilePath;
import java.util.Optional;

/** The names of the one layout that the package describes. */
public final class Layout {
  /** How to check the rest; in a bundle only. */
  public static final String README = "README.md";

  /** The newest signed checkpoint with its cosignatures. */
  public static final String CHECKPOINT = "checkpoint";

  /** The witnesses that the ledger asks, as a tlog-policy. */
  public static final String POLICY = "policy";

  /** Blobs by the lower-case hex SHA-256 of their bytes. */
  public static final String BLOBS = "blobs/";

  /** Copies of adopted packs. */
  public static final String PACKS = "packs/";

  /** Copies of sealed packets. */
  public static final String PACKETS = "packets/";

  /** Copies of the reports of lanes that have ended. */
  public static final String REPORTS = "reports/";

  /** Timestamps of checkpoints, by size. */
  public static final String TIMESTAMPS = "timestamps/";

  /** What ends the name of a timestamp. */
  public static final String TIMESTAMP_END = ".tsr";

  /** Hash tiles and entry bundles. */
  public static final String TILES = "tile/";

  /** Entry bundles. */
  public static final String ENTRIES = "tile/entries/";

  private Layout() {}

  /** The tile that a name names, if it does. */
  static Optional<TilePath> tile(String name) {
    try {
      return Optional.of(TilePath.parse(name));
    } catch (NoteException e) {
      return Optional.empty();
    }
  }

  /** The digest that a blob's name is, if it is one. */
  static Optional<Hash> blob(String name) {
    try {
      return Optional.of(Hash.fromHex(name.substring(BLOBS.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether an export may write a file of that name. */
  static boolean isKnown(String name) {
    return name.equals(README)
        || name.equals(CHECKPOINT)
        || name.equals(POLICY)
        || (name.startsWith(BLOBS) && blob(name).isPresent())
        || (name.startsWith(TILES) && tile(name).isPresent())
        || name.startsWith(PACKS)
        || name.startsWith(PACKETS)
        || name.startsWith(REPORTS)
        || name.startsWith(TIMESTAMPS);
  }
}
