package dev.laneledger.api.dsse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.hash.Hash;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Signs and verifies a person's signature; it holds for one event in one stream of one ledger. */
public final class EventSignature {
  /** The DSSE payload type. */
  public static final String PAYLOAD_TYPE = "application/vnd.laneledger.event+json";

  private EventSignature() {}

  /** DSSE v1 pre-authentication encoding. */
  public static byte[] pae(String type, byte[] body) {
    byte[] typeBytes = type.getBytes(UTF_8);
    String head = "DSSEv1 " + typeBytes.length + " " + type + " " + body.length + " ";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** The detached payload; a {@code signature} in the data does not count. */
  public static byte[] signedBody(
      String origin, String source, String type, String id, ObjectNode data) {
    ObjectNode unsigned = data.deepCopy();
    unsigned.remove("signature");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("origin", origin).put("source", source).put("type", type).put("id", id);
    body.set("data", unsigned);
    return CanonicalJson.write(body);
  }

  /** Lower-case hex SHA-256 of the SubjectPublicKeyInfo DER. */
  public static String keyId(byte[] spki) {
    return Hash.sha256(spki).hex();
  }

  /**
   * The member {@code signature} for that event.
   *
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
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(pae(PAYLOAD_TYPE, signedBody(origin, source, type, id, data)));
      ObjectNode signature = JsonNodeFactory.instance.objectNode();
      signature.put("keyid", keyId(spki));
      signature.put("sig", Base64.getEncoder().encodeToString(signer.sign()));
      return signature;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key must be an Ed25519 private key, but is not", e);
    }
  }

  /** Whether {@code data.signature} is that key's signature over exactly this event. */
  public static boolean verify(
      String origin, String source, String type, String id, ObjectNode data, byte[] spki) {
    try {
      byte[] sig = Base64.getDecoder().decode(data.path("signature").path("sig").asString(""));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
      verifier.update(pae(PAYLOAD_TYPE, signedBody(origin, source, type, id, data)));
      return keyId(spki).equals(data.path("signature").path("keyid").asString(""))
          && verifier.verify(sig);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
