package dev.laneledger.app.rehearsal;

import dev.laneledger.api.event.ContentHash;
import java.nio.file.Path;

/** A file of which it is examined whether it is another than its source and than production. */
interface Examined {
  Path file();

  /** What it holds now. */
  ContentHash contentHash();

  /** Writes a marker into it. */
  void mark();

  /** Takes the marker out again, so that the content is as before. */
  void unmark();
}
