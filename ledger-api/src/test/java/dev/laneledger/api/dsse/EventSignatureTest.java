package dev.laneledger.api.dsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.note.Ed25519;
import dev.laneledger.api.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class EventSignatureTest {
  private static final JsonNode VECTOR = Vectors.read("signature.json");
  private static final byte[] SEED =
      HexFormat.of()
          .parseHex(Vectors.read("notes.json").get("own").get("witnessSeed").stringValue());
  private static final PrivateKey KEY = Ed25519.privateKey(SEED);
  private static final byte[] SPKI = Base64.getDecoder().decode(text("spkiBase64"));
  private static final ObjectNode DATA = (ObjectNode) VECTOR.get("data");

  @Test
  void buildsTheSignedBytesOfTheVector() {
    byte[] body = body(DATA);
    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(text("body"));
    assertThat(
            new String(
                EventSignature.pae(EventSignature.PAYLOAD_TYPE, body), StandardCharsets.UTF_8))
        .isEqualTo(text("pae"));
  }

  @Test
  void signsAsTheVector() {
    assertThat(Ed25519.spki(Ed25519.publicKey(SEED))).isEqualTo(SPKI);
    ObjectNode signature = sign(DATA);
    assertThat(signature.get("keyid").stringValue()).isEqualTo(text("keyid"));
    assertThat(signature.get("sig").stringValue()).isEqualTo(text("sig"));
  }

  @Test
  void leavesTheSignatureItselfOutOfTheBody() {
    ObjectNode signed = signed();
    assertThat(signed.has("signature")).isTrue();
    assertThat(DATA.has("signature")).isFalse();
    assertThat(body(signed)).isEqualTo(body(DATA));
    assertThat(sign(signed)).isEqualTo(sign(DATA));
    assertThat(signed.has("signature")).isTrue();
  }

  @Test
  void holdsForOneEventInOneStreamOfOneLedger() {
    String origin = text("origin");
    String source = text("source");
    String type = text("type");
    String id = text("id");
    assertThat(EventSignature.verify(origin, source, type, id, signed(), SPKI)).isTrue();
    assertThat(EventSignature.verify("other", source, type, id, signed(), SPKI)).isFalse();
    assertThat(EventSignature.verify(origin, "/programs/X", type, id, signed(), SPKI)).isFalse();
    assertThat(EventSignature.verify(origin, source, "t", id, signed(), SPKI)).isFalse();
    assertThat(EventSignature.verify(origin, source, type, "d-2", signed(), SPKI)).isFalse();
    assertThat(verifies(signed().put("option", "HOLD"))).isFalse();
    assertThat(verifies(signed().put("more", 1))).isFalse();
  }

  @Test
  void refusesSignaturesInAnyOtherForm() {
    assertThat(verifies(DATA)).isFalse();
    assertThat(verifies(DATA.deepCopy().put("signature", text("sig")))).isFalse();
    assertThat(verifies(with("keyid", "00"))).isFalse();
    assertThat(verifies(with("keyid", text("keyid").toUpperCase(Locale.ROOT)))).isFalse();
    assertThat(verifies(with("sig", text("sig").replace("=", "")))).isFalse();
    assertThat(verifies(with("sig", "AAAA"))).isFalse();
    assertThat(verifies(with("more", "x"))).isFalse();
    ObjectNode noText = signed();
    ((ObjectNode) noText.get("signature")).put("sig", 1);
    assertThat(verifies(noText)).isFalse();
  }

  @Test
  void refusesTheSignatureOfAnotherKey() {
    byte[] other = Ed25519.spki(Ed25519.publicKey(new byte[32]));
    ObjectNode relabelled = with("keyid", EventSignature.keyId(other));
    assertThat(verifies(relabelled, other)).isFalse();
    assertThat(verifies(signed(), other)).isFalse();
    assertThat(verifies(with("keyid", EventSignature.keyId(new byte[3])), new byte[3])).isFalse();
  }

  @Test
  void countsBytesAndNotCharactersInThePae() {
    byte[] pae = EventSignature.pae("é", "ü".getBytes(StandardCharsets.UTF_8));
    assertThat(new String(pae, StandardCharsets.UTF_8)).isEqualTo("DSSEv1 2 é 2 ü");
    assertThat(new String(EventSignature.pae("", new byte[0]), StandardCharsets.UTF_8))
        .isEqualTo("DSSEv1 0  0 ");
  }

  private static ObjectNode with(String name, String value) {
    ObjectNode signed = signed();
    ((ObjectNode) signed.get("signature")).put(name, value);
    return signed;
  }

  private static boolean verifies(ObjectNode data) {
    return verifies(data, SPKI);
  }

  private static boolean verifies(ObjectNode data, byte[] spki) {
    return EventSignature.verify(
        text("origin"), text("source"), text("type"), text("id"), data, spki);
  }

  private static ObjectNode signed() {
    ObjectNode signed = DATA.deepCopy();
    signed.set("signature", sign(DATA));
    return signed;
  }

  private static ObjectNode sign(ObjectNode data) {
    return EventSignature.sign(
        text("origin"), text("source"), text("type"), text("id"), data, KEY, SPKI);
  }

  private static byte[] body(ObjectNode data) {
    return EventSignature.signedBody(
        text("origin"), text("source"), text("type"), text("id"), data);
  }

  private static String text(String name) {
    return VECTOR.get(name).stringValue();
  }
}
