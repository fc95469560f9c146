package dev.laneledger.app.http;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.schema.EventSchemas;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  /** The parameter with the SHA-256 that the schema must have. */
  private static final String DIGEST = "sha256";

  @GetMapping("/v1/schemas")
  ResponseEntity<byte[]> index(HttpServletRequest request) {
    Parameters.of(request);
    return answer(MediaType.APPLICATION_JSON, EventSchemas.index(), AN_HOUR);
  }

  @GetMapping("/v1/schemas/{type}")
  ResponseEntity<byte[]> schema(@PathVariable String type, HttpServletRequest request) {
    Optional<String> wanted = Parameters.of(request, DIGEST).text(DIGEST);
    ObjectNode schema =
        EventSchemas.ofWire(type)
            .orElseThrow(() ->
                Paths.notFound("a schema is of an event type of this ledger, but was: " + type));
    String digest = Hash.sha256(bytes(schema)).hex();
    if (wanted.isPresent() && !wanted.get().equals(digest)) {
      throw Paths.notFound(
          "this program's schema of %s has the SHA-256 %s, but asked for was: %s"
              .formatted(type, digest, wanted.get()));
    }
    return answer(SCHEMA, schema, wanted.isPresent() ? FOR_EVER : AN_HOUR);
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ResponseEntity<byte[]> answer(
      MediaType mediaType, ObjectNode json, CacheControl keep) {
    byte[] body = bytes(json);
    return ResponseEntity.ok()
        .contentType(mediaType)
        .cacheControl(keep)
        .eTag(Hash.sha256(body).hex())
        .body(body);
  }
}
