package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.InclusionProof;
import dev.laneledger.api.note.NoteException.Rule;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A portable proof that an entry is in a ledger (C2SP tlog-proof).
 *
 * @param extra bytes for the receiver that nothing authenticates, or null
 * @param index 0-based position of the entry
 * @param path sibling hashes from the leaf to the root, at most 63
 * @param checkpoint the signed checkpoint, verbatim
 */
public record TlogProof(@Nullable Bytes extra, long index, List<Hash> path, SignedNote checkpoint) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final int MAX_PATH = 63;

  /**
   * @throws NoteException (MALFORMED) if the index is negative or the path too long
   */
  public TlogProof {
    path = List.copyOf(path);
    if (index < 0) {
      throw NoteException.malformed("a proof's index must not be negative, but is: " + index);
    }
    if (path.size() > MAX_PATH) {
      throw NoteException.malformed("a proof must have at most 63 hashes, but has " + path.size());
    }
  }

  /** A proof without extra bytes. */
  public static TlogProof of(InclusionProof inclusion, SignedNote checkpoint) {
    return new TlogProof(null, inclusion.index(), inclusion.path(), checkpoint);
  }

  /**
   * The inverse of {@link #format()}.
   *
   * @throws NoteException (MALFORMED) if the text is in any other form
   */
  public static TlogProof parse(String text) {
    int split = text.indexOf("\n\n");
    if (split < 0) {
      throw NoteException.malformed("a proof must have an empty line before its checkpoint");
    }
    List<String> lines = Lines.of(text.substring(0, split + 1));
    boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith("extra ");
    int at = hasExtra ? 2 : 1;
    if (!lines.getFirst().equals(HEADER)
        || lines.size() <= at
        || !lines.get(at).startsWith("index ")) {
      throw NoteException.malformed(
          "a proof must begin with \"" + HEADER + "\" and an index line, but is: " + text);
    }
    return new TlogProof(
        hasExtra ? extra(lines.get(1).substring("extra ".length())) : null,
        Decimal.parse("a proof's index", lines.get(at).substring("index ".length())),
        lines.stream().skip(at + 1L).map(TlogProof::hash).toList(),
        SignedNote.parse(text.substring(split + 2)));
  }

  /** The text of the proof file. */
  public String format() {
    String head = HEADER + "\n" + (extra == null ? "" : "extra " + extra.base64() + "\n");
    return path.stream()
            .map(hash -> hash.base64() + "\n")
            .collect(Collectors.joining("", head + "index " + index + "\n", "\n"))
        + checkpoint.format();
  }

  /**
   * Verifies checkpoint and path, so that the entry is proven to be at {@link #index()}.
   *
   * @param leaf the entry's leaf hash, computed from its bytes by the caller
   * @return the verified checkpoint
   * @throws NoteException as {@link SignedNote#verify} and {@link Checkpoint#of} do; (NOT_INCLUDED)
   *     if the path does not lead from the leaf to the root
   */
  public Checkpoint verify(Hash leaf, List<VerifierKey> known) {
    Checkpoint signed = Checkpoint.of(checkpoint.verify(known));
    if (!new InclusionProof(index, signed.size(), path).verify(leaf, signed.root())) {
      throw new NoteException(
          Rule.NOT_INCLUDED,
          String.format(
              Locale.ROOT,
              "leaf %s must be at index %d of size %d under root %s, but the path does not lead there",
              leaf,
              index,
              signed.size(),
              signed.root()));
    }
    return signed;
  }

  private static Bytes extra(String base64) {
    try {
      return Bytes.fromBase64(base64);
    } catch (IllegalArgumentException e) {
      throw NoteException.malformed("a proof's extra line is wrong: " + e.getMessage());
    }
  }

  private static Hash hash(String base64) {
    try {
      return Hash.fromBase64(base64);
    } catch (IllegalArgumentException e) {
      throw NoteException.malformed("a proof's hash line is wrong: " + e.getMessage());
    }
  }
}
