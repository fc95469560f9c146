package dev.laneledger.api.note;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.NoteException.Rule;
import java.util.Locale;

/**
 * A tree head (C2SP tlog-checkpoint, without extension lines).
 *
 * @param origin which ledger
 * @param size number of entries
 * @param root the tree's root at that size
 */
public record Checkpoint(String origin, long size, Hash root) {
  /**
   * @throws NoteException (MALFORMED) if the origin is empty or has a control character, or the
   *     size is negative
   */
  public Checkpoint {
    if (origin.isEmpty() || origin.chars().anyMatch(c -> c < ' ')) {
      throw NoteException.malformed(
          "an origin must be one line of text, but is: \"" + origin + "\"");
    }
    if (size < 0) {
      throw NoteException.malformed("a checkpoint's size must not be negative, but is: " + size);
    }
  }

  /**
   * The inverse of {@link #text()}.
   *
   * @throws NoteException (MALFORMED) if the text is in any other form
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty()) {
      throw NoteException.malformed(
          "a checkpoint must be the three lines origin, size and root, but is: " + text);
    }
    try {
      return new Checkpoint(
          lines[0], Decimal.parse("a checkpoint's size", lines[1]), Hash.fromBase64(lines[2]));
    } catch (NoteException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw NoteException.malformed("a checkpoint's root is wrong: " + e.getMessage());
    }
  }

  /**
   * The checkpoint in a verified note.
   *
   * @throws NoteException (MALFORMED) if the text is no checkpoint; (NO_KNOWN_SIGNATURE) if no
   *     verified signature is the log's own, of type 01 and named as the origin
   */
  public static Checkpoint of(VerifiedNote note) {
    Checkpoint checkpoint = parse(note.text());
    if (note.verified().stream().noneMatch(by -> isLogKey(by.key(), checkpoint.origin))) {
      throw new NoteException(
          Rule.NO_KNOWN_SIGNATURE,
          String.format(
              Locale.ROOT,
              "a checkpoint must be signed by a known log key of its origin %s, but is by %s",
              checkpoint.origin,
              note.verified().stream().map(by -> by.key().encode()).toList()));
    }
    return checkpoint;
  }

  /** {@code origin LF size LF base64(root) LF}. */
  public String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }

  /**
   * Signs as the log.
   *
   * @throws NoteException (INVALID_KEY) unless the key is named as the origin
   */
  public SignedNote sign(SignerKey key) {
    if (!key.name().equals(origin)) {
      throw new NoteException(
          Rule.INVALID_KEY,
          String.format(
              Locale.ROOT,
              "a checkpoint of %s must be signed by a key of that name, but this one is of %s",
              origin,
              key.name()));
    }
    return SignedNote.sign(text(), key);
  }

  private static boolean isLogKey(VerifierKey key, String origin) {
    return key.type() == VerifierKey.ED25519 && key.name().equals(origin);
  }
}
