package dev.laneledger.api.document;

import dev.laneledger.api.hash.Hash;
import java.util.Arrays;
import java.util.Optional;

/** A way in which a document is not as it is pinned. The names are reason codes. */
public enum DocumentFault {
  /** It is pinned, but not there. */
  DOCUMENT_MISSING,
  /** It is there, but not pinned. */
  DOCUMENT_UNLISTED,
  /** Equal but for a byte order mark. */
  DOCUMENT_BOM,
  /** Equal but for the ends of its lines (CR LF, CR, LF), and perhaps a byte order mark. */
  DOCUMENT_LINE_ENDS,
  /** The same JSON value (RFC 8785) in other bytes. */
  DOCUMENT_JSON_REENCODED,
  /** It reads alike: other Unicode normalization, look-alike letters, or invisible characters. */
  DOCUMENT_LOOK_ALIKE,
  /** As many bytes, but others. */
  DOCUMENT_BYTES_CHANGED,
  /** Another length, revision or content in any other way, or one that cannot be told. */
  DOCUMENT_NOT_AS_PINNED;

  /** How the bytes differ; empty if they are equal. The first of the names above that fits. */
  public static Optional<DocumentFault> between(byte[] pinned, byte[] read) {
    if (Arrays.equals(pinned, read)) {
      return Optional.empty();
    }
    Looks expected = new Looks(pinned);
    Looks actual = new Looks(read);
    if (Arrays.equals(expected.withoutMark(), actual.withoutMark())) {
      return Optional.of(DOCUMENT_BOM);
    }
    if (Arrays.equals(expected.withLineFeeds(), actual.withLineFeeds())) {
      return Optional.of(DOCUMENT_LINE_ENDS);
    }
    if (same(expected.canonicalJson(), actual.canonicalJson())) {
      return Optional.of(DOCUMENT_JSON_REENCODED);
    }
    if (same(expected.skeleton(), actual.skeleton())) {
      return Optional.of(DOCUMENT_LOOK_ALIKE);
    }
    return Optional.of(
        pinned.length == read.length ? DOCUMENT_BYTES_CHANGED : DOCUMENT_NOT_AS_PINNED);
  }

  /** How they differ, as far as lengths in bytes and digests tell; empty if both are equal. */
  public static Optional<DocumentFault> between(
      long pinnedBytes, Hash pinned, long readBytes, Hash read) {
    if (pinnedBytes != readBytes) {
      return Optional.of(DOCUMENT_NOT_AS_PINNED);
    }
    return pinned.equals(read) ? Optional.empty() : Optional.of(DOCUMENT_BYTES_CHANGED);
  }

  private static boolean same(Optional<?> expected, Optional<?> actual) {
    return expected.isPresent() && expected.equals(actual);
  }
}
