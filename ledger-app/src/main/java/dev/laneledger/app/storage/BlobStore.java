package dev.laneledger.app.storage;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bytes that entries name by their SHA-256: evidence, kept inputs, rule packs. */
public final class BlobStore {
  /** A blob may have at most this many bytes: 16 MiB. */
  public static final int MAX_BYTES = 16 << 20;

  private final LedgerWriter writer;
  private final LedgerReader reader;

  BlobStore(LedgerWriter writer, LedgerReader reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /** Keeps the bytes, durably, under their digest, which it returns. */
  public Hash put(byte[] bytes) {
    return put(Hash.sha256(bytes), bytes);
  }

  /** The same, but what an owner redacted is not kept again: its digest alone is given. */
  public Hash keep(byte[] bytes) {
    try {
      return put(bytes);
    } catch (BlobRefusedException e) {
      if (e.code() == ReasonCode.BLOB_REDACTED) {
        return Hash.sha256(bytes);
      }
      throw e;
    }
  }

  /**
   * Keeps the bytes, durably. Keeping them once more changes nothing.
   *
   * @throws BlobRefusedException if they are too many or do not have the digest
   * @throws AppendException if the writer is full or read-only
   * @throws StorageFailureException if the commit failed; send them again
   */
  public Hash put(Hash expected, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new BlobRefusedException(
          ReasonCode.BODY_TOO_LARGE,
          "a blob must have at most %d bytes, but has more: send it in parts".formatted(MAX_BYTES));
    }
    Hash actual = Hash.sha256(bytes);
    if (!actual.equals(expected)) {
      throw new BlobRefusedException(
          ReasonCode.DIGEST_MISMATCH,
          "the SHA-256 of the bytes must be %s, but is %s".formatted(expected, actual));
    }
    writer.put(expected, bytes);
    return expected;
  }

  /** As {@link #put(Hash, byte[])}; reads no further than the limit. */
  public Hash put(Hash expected, InputStream bytes) throws IOException {
    return put(expected, bytes.readNBytes(MAX_BYTES + 1));
  }

  /** The seq of the entry by which an owner redacted the blob, or empty. */
  public Optional<Long> redaction(Hash sha256) {
    return reader.redaction(sha256);
  }

  /**
   * The bytes with that digest, or empty.
   *
   * @throws IllegalStateException if what is stored no longer has the digest
   */
  public Optional<byte[]> get(Hash sha256) {
    Optional<byte[]> bytes = reader.blob(sha256);
    bytes.ifPresent(found -> {
      Hash actual = Hash.sha256(found);
      if (!actual.equals(sha256)) {
        throw new IllegalStateException(
            "the blob %s was altered: its bytes have %s".formatted(sha256, actual));
      }
    });
    return bytes;
  }
}
