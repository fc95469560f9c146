package dev.laneledger.app.http;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.app.command.AppendResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds answers as bytes, so that no converter or content negotiation changes them. */
final class Answers {
  /** What never changes may be kept, but only by the one who was allowed to see it. */
  static final CacheControl IMMUTABLE =
      CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

  /** Signed notes and what travels with them. */
  static final MediaType NOTE = new MediaType("text", "plain", StandardCharsets.UTF_8);

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Answers() {}

  /** RFC 3339 UTC milliseconds, as entries write it. */
  static String time(Instant instant) {
    return MILLIS.format(instant);
  }

  /** {@code {"receipts":[…]}}: 201 if anything is new, 200 if all of it are repeats. */
  static ResponseEntity<byte[]> receipts(List<Receipt> receipts, boolean anyNew) {
    return json(status(anyNew), receiptsJson(receipts));
  }

  /**
   * Receipts, each with the text of its {@code proof}; one proof alone where the sender accepts
   * plain text; 202 and bare receipts if there are no proofs yet.
   */
  static ResponseEntity<byte[]> proven(
      AppendResult result, List<TlogProof> proofs, boolean asText) {
    if (asText && proofs.size() == 1) {
      return note(status(result.anyNew()), proofs.getFirst().format());
    }
    ObjectNode json = receiptsJson(result.receipts());
    for (int i = 0; i < proofs.size(); i++) {
      ((ObjectNode) json.path("receipts").path(i)).put("proof", proofs.get(i).format());
    }
    return json(proofs.isEmpty() ? 202 : status(result.anyNew()), json);
  }

  /** The text of a note or a proof. */
  static ResponseEntity<byte[]> note(int status, String text) {
    return ResponseEntity.status(status)
        .contentType(NOTE)
        .cacheControl(CacheControl.noStore())
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code {"receipts":[…],"range":{"from","to"}}}. */
  static ResponseEntity<byte[]> range(Receipt receipt, boolean isNew, long from, long to) {
    ObjectNode json = receiptsJson(List.of(receipt));
    json.putObject("range").put("from", from).put("to", to);
    return json(status(isNew), json);
  }

  static ResponseEntity<byte[]> json(int status, ObjectNode json) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What everybody may see and nothing will change. */
  static ResponseEntity<byte[]> forEver(ObjectNode json) {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .eTag(Hash.sha256(body).hex())
        .body(body);
  }

  private static int status(boolean anyNew) {
    return anyNew ? 201 : 200;
  }

  private static ObjectNode receiptsJson(List<Receipt> receipts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode array = json.putArray("receipts");
    for (Receipt receipt : receipts) {
      array
          .addObject()
          .put("seq", receipt.seq())
          .put("source", receipt.source().path())
          .put("id", receipt.id())
          .put("leaf", receipt.leaf().hex())
          .put("chain", receipt.chain().hex());
    }
    return json;
  }
}
