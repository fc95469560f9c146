package dev.laneledger.app.http;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.schema.EventSchemas;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas of the events that may be sent; the same for everybody, until a newer program. */
@RestController
final class SchemaController {
  private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");
  private static final CacheControl AN_HOUR =
      CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

  @GetMapping("/v1/schemas")
  ResponseEntity<byte[]> index(HttpServletRequest request) {
    Parameters.of(request);
    return answer(MediaType.APPLICATION_JSON, EventSchemas.index());
  }

  @GetMapping("/v1/schemas/{type}")
  ResponseEntity<byte[]> schema(@PathVariable String type, HttpServletRequest request) {
    Parameters.of(request);
    return answer(
        SCHEMA,
        EventSchemas.ofWire(type)
            .orElseThrow(() ->
                Paths.notFound("a schema is of an event type of this ledger, but was: " + type)));
  }

  private static ResponseEntity<byte[]> answer(MediaType mediaType, ObjectNode json) {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .contentType(mediaType)
        .cacheControl(AN_HOUR)
        .eTag(Hash.sha256(body).hex())
        .body(body);
  }
}
