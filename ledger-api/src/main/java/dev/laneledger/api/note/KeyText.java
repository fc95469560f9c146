package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.note.NoteException.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shared spelling of verifier and signer keys: {@code [prefix]name+keyId+base64(type, key)}.
 */
final class KeyText {
  private static final Pattern FORM = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([^+].*)");

  private final String name;
  private final int keyId;
  private final Bytes typeAndKey;

  private KeyText(String name, int keyId, Bytes typeAndKey) {
    this.name = name;
    this.keyId = keyId;
    this.typeAndKey = typeAndKey;
  }

  static KeyText parse(String prefix, String text) {
    Matcher form = FORM.matcher(text.startsWith(prefix) ? text.substring(prefix.length()) : "");
    if (!form.matches()) {
      throw invalid(prefix);
    }
    try {
      Bytes typeAndKey = Bytes.fromBase64(form.group(3));
      int keyId = Integer.parseUnsignedInt(form.group(2), 16);
      return new KeyText(form.group(1), keyId, typeAndKey);
    } catch (IllegalArgumentException e) {
      throw invalid(prefix);
    }
  }

  static String encode(String prefix, String name, int keyId, int type, byte[] key) {
    byte[] typeAndKey = new byte[1 + key.length];
    typeAndKey[0] = (byte) type;
    System.arraycopy(key, 0, typeAndKey, 1, key.length);
    return prefix + name + "+" + KeyName.hex(keyId) + "+" + Bytes.of(typeAndKey).base64();
  }

  String name() {
    return name;
  }

  int keyId() {
    return keyId;
  }

  int type() {
    return typeAndKey.toArray()[0] & 0xff;
  }

  byte[] key() {
    return typeAndKey.slice(1, typeAndKey.length());
  }

  /** Does not repeat the value, which may be secret. */
  private static NoteException invalid(String prefix) {
    return new NoteException(
        Rule.INVALID_KEY,
        "a key must have the form " + prefix + "name+8 hex digits+base64; copy it whole");
  }
}
