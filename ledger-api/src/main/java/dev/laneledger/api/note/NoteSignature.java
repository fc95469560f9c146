package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import java.nio.ByteBuffer;

/**
 * One signature line of a note.
 *
 * @param name whose key signed
 * @param keyId which of the keys of that name, big-endian
 * @param signature the signature, without the key id before it
 */
public record NoteSignature(String name, int keyId, Bytes signature) {
  private static final String DASH = "\u2014 ";
  private static final int KEY_ID_BYTES = 4;

  /**
   * @throws NoteException (MALFORMED) if the name is not one or the signature is empty
   */
  public NoteSignature {
    if (!KeyName.isValid(name) || signature.length() == 0) {
      throw malformed(name);
    }
  }

  /**
   * The inverse of {@link #format()}, without or with the line's LF.
   *
   * @throws NoteException (MALFORMED) if it is no signature line
   */
  public static NoteSignature parse(String line) {
    String body = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    int space = body.indexOf(' ', DASH.length());
    if (!body.startsWith(DASH) || space < 0) {
      throw malformed(line);
    }
    Bytes bytes = base64(body.substring(space + 1), line);
    if (bytes.length() <= KEY_ID_BYTES) {
      throw malformed(line);
    }
    return new NoteSignature(
        body.substring(DASH.length(), space),
        ByteBuffer.wrap(bytes.toArray()).getInt(),
        Bytes.of(bytes.slice(KEY_ID_BYTES, bytes.length())));
  }

  /** The line with its LF. */
  public String format() {
    byte[] bytes =
        ByteBuffer.allocate(KEY_ID_BYTES + signature.length())
            .putInt(keyId)
            .put(signature.toArray())
            .array();
    return DASH + name + " " + Bytes.of(bytes).base64() + "\n";
  }

  /** Whether the line names this key; it may still be forged. */
  boolean names(VerifierKey key) {
    return key.keyId() == keyId && key.name().equals(name);
  }

  private static Bytes base64(String text, String line) {
    try {
      return Bytes.fromBase64(text);
    } catch (IllegalArgumentException e) {
      throw malformed(line);
    }
  }

  private static NoteException malformed(String line) {
    return NoteException.malformed(
        "a signature line must be — name base64(4-byte key id, signature), but is: " + line);
  }
}
