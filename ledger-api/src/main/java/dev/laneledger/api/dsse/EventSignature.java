package dev.laneledger.api.dsse;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Ed25519;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A person's signature over one event (DSSE with a detached payload; the package has the form). */
public final class EventSignature {
  /** The payload type of every signed event. */
  public static final String PAYLOAD_TYPE = "application/vnd.laneledger.event+json";

  /** The member of {@code data} that carries the signature. */
  public static final String MEMBER = "signature";

  private static final String KEY_ID = "keyid";
  private static final String SIGNATURE = "sig";

  private EventSignature() {}

  /** DSSE's pre-authentication encoding of a type and a body. */
  public static byte[] pae(String type, byte[] body) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("DSSEv1 " + typeBytes.length + " " + type + " " + body.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] pae = new byte[head.length + body.length];
    System.arraycopy(head, 0, pae, 0, head.length);
    System.arraycopy(body, 0, pae, head.length, body.length);
    return pae;
  }

  /** The body that is signed, whether or not the data has its signature already. */
  public static byte[] signedBody(
      String origin, String source, String type, String id, ObjectNode data) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("origin", origin).put("source", source).put("type", type).put("id", id);
    ObjectNode unsigned = JsonNodeFactory.instance.objectNode().setAll(data);
    unsigned.remove(MEMBER);
    body.set("data", unsigned);
    return CanonicalJson.write(body);
  }

  /**
   * The value for {@code data.signature}: {@code {"keyid", "sig"}}.
   *
   * @param spki the same key's public half as SubjectPublicKeyInfo DER
   * @throws IllegalArgumentException if the key is not an Ed25519 key
   */
  public static ObjectNode sign(
      String origin,
      String source,
      String type,
      String id,
      ObjectNode data,
      PrivateKey key,
      byte[] spki) {
    byte[] signature =
        Ed25519.sign(key, pae(PAYLOAD_TYPE, signedBody(origin, source, type, id, data)));
    return JsonNodeFactory.instance
        .objectNode()
        .put(KEY_ID, keyId(spki))
        .put(SIGNATURE, Bytes.of(signature).base64());
  }

  /**
   * Whether {@code data.signature} is this key's over this event. False too if it is absent, in
   * another form, or names another key.
   *
   * @param spki the person's key as SubjectPublicKeyInfo DER
   */
  public static boolean verify(
      String origin, String source, String type, String id, ObjectNode data, byte[] spki) {
    JsonNode signature = data.path(MEMBER);
    if (signature.size() != 2
        || !signature.path(KEY_ID).isString()
        || !signature.path(SIGNATURE).isString()
        || !signature.path(KEY_ID).stringValue().equals(keyId(spki))) {
      return false;
    }
    try {
      return Ed25519.verify(
          Ed25519.fromSpki(spki),
          pae(PAYLOAD_TYPE, signedBody(origin, source, type, id, data)),
          Bytes.fromBase64(signature.path(SIGNATURE).stringValue()).toArray());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Lower-case hex SHA-256 of the SubjectPublicKeyInfo DER. */
  public static String keyId(byte[] spki) {
    return Hash.sha256(spki).hex();
  }
}
