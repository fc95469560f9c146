package dev.laneledger.api.note;

import dev.laneledger.api.note.VerifiedNote.By;
import java.util.List;

/**
 * How a log goes over from one key to another: a signed note (C2SP signed-note) that both keys
 * sign, whose text is five lines, each with its LF:
 *
 * <pre>
 * laneledger/key-rotation/1
 * origin
 * number of entries that the old key may sign checkpoints of, in decimal
 * verifier key that signed until then
 * verifier key that signs from then on
 * </pre>
 *
 * @param size the hand-over is the entry with this seq
 */
public record KeyRotation(long size, VerifierKey oldKey, VerifierKey newKey) {
  private static final String FORMAT = "laneledger/key-rotation/1";

  /** The text that is signed; the origin is the keys' own name. */
  public String text() {
    return String.join(
        "\n", FORMAT, oldKey.name(), Long.toString(size), oldKey.encode(), newKey.encode(), "");
  }

  /** The note, signed by both. */
  public static String sign(long size, SignerKey oldKey, SignerKey newKey) {
    KeyRotation rotation = new KeyRotation(size, oldKey.verifierKey(), newKey.verifierKey());
    return SignedNote.sign(rotation.text(), oldKey, newKey).format();
  }

  /** Whether the note is about just this hand-over and both keys signed it, of one name. */
  public boolean isSigned(String note) {
    try {
      SignedNote parsed = SignedNote.parse(note);
      List<VerifierKey> signers =
          parsed.verify(List.of(oldKey, newKey)).verified().stream().map(By::key).toList();
      return parsed.text().equals(text())
          && oldKey.name().equals(newKey.name())
          && signers.contains(oldKey)
          && signers.contains(newKey);
    } catch (NoteException e) {
      return false;
    }
  }
}
