package dev.laneledger.projections.rule;

import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.note.Ed25519;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Public keys as events carry them: base64 of an Ed25519 SubjectPublicKeyInfo DER. */
final class Keys {
  private Keys() {}

  /** Lower-case hex SHA-256 of the DER; empty text of what is not base64. */
  static String id(String spki) {
    byte[] der = der(spki);
    return der == null ? "" : EventSignature.keyId(der);
  }

  /** Whether it is the key of an Ed25519 signer. */
  static boolean isValid(String spki) {
    byte[] der = der(spki);
    try {
      return der != null
          && Base64.getEncoder().encodeToString(der).equals(spki)
          && Ed25519.fromSpki(der).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether {@code data.signature} of the draft is this key's, in the ledger of that origin. */
  static boolean signed(String spki, String origin, EventDraft draft) {
    byte[] der = der(spki);
    return der != null
        && EventSignature.verify(
            origin, draft.source().path(), draft.type().wire(), draft.id(), draft.data(), der);
  }

  private static byte @Nullable [] der(String spki) {
    try {
      return Base64.getDecoder().decode(spki);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
