package dev.laneledger.app.cli;

import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.signing.OwnerKey;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event that an owner has signed.
 *
 * @param body the canonical JSON that the signature is over
 * @param keyId of the key that signed
 */
record SignedEvent(EventDraft draft, String body, String keyId) {

  /**
   * Signs the event under a new id.
   *
   * @param origin the ledger's
   * @param data everything but the signature, which is added
   * @throws dev.laneledger.api.event.EventRefusedException if the data is not of that type's form
   */
  static SignedEvent sign(
      String origin, StreamId source, EventType type, ObjectNode data, OwnerKey key) {
    return sign(origin, source, type, "owner-" + UUID.randomUUID(), data, key);
  }

  /** The same under that id. */
  static SignedEvent sign(
      String origin, StreamId source, EventType type, String id, ObjectNode data, OwnerKey key) {
    byte[] body = EventSignature.signedBody(origin, source.path(), type.wire(), id, data);
    data.set(
        EventSignature.MEMBER,
        EventSignature.sign(
            origin, source.path(), type.wire(), id, data, key.privateKey(), key.spkiDer()));
    ObjectNode event = data.objectNode();
    event.put("specversion", "1.0").put("id", id).put("source", source.path());
    event.put("type", type.wire()).set("data", data);
    return new SignedEvent(
        EventCodec.draftOf(event), new String(body, StandardCharsets.UTF_8), key.keyId());
  }
}
