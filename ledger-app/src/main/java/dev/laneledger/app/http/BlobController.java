package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.rule.SecretShapes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Keeps and shows bytes under their SHA-256, 64 lower-case hex digits. */
@RestController
final class BlobController {
  /** The most bytes of a blob: 16 MiB. */
  static final int MAX_BYTES = 16 << 20;

  /** So many digests are in one answer at the most. */
  private static final int PAGE = 10_000;

  private final LedgerQueries queries;

  private final BlobReaders readers;

  BlobController(LedgerQueries queries, ReadRights rights) {
    this.queries = queries;
    this.readers = new BlobReaders(queries, rights);
  }

  /** 201 if the bytes were not there yet, 200 if they were. */
  @PutMapping("/v1/blobs/{sha256}")
  ResponseEntity<byte[]> put(@PathVariable String sha256, HttpServletRequest request)
      throws IOException {
    Parameters.of(request);
    Hash expected = digest(sha256);
    byte[] bytes = Bodies.read(request, MAX_BYTES);
    requireNoSecret(bytes);
    boolean known = queries.blob(expected).isPresent();
    queries.putBlob(expected, new ByteArrayInputStream(bytes));
    return ResponseEntity.status(known ? 200 : 201).cacheControl(CacheControl.noStore()).build();
  }

  /** {@code {"blobs":[…]}}: the digests in ascending order, {@link #PAGE} behind {@code after}. */
  @GetMapping("/v1/blobs")
  ResponseEntity<byte[]> list(HttpServletRequest request, Principal principal) {
    Optional<Hash> after =
        Parameters.of(request, "after").text("after").map(BlobController::digest);
    ReadRights.requireAllEntries(Caller.of(principal));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode digests = json.putArray("blobs");
    queries.blobs(after.orElse(null), PAGE).forEach(digest -> digests.add(digest.hex()));
    return Answers.json(200, json);
  }

  /** The bytes; a browser is told to save them, never to show them. */
  @GetMapping("/v1/blobs/{sha256}")
  ResponseEntity<byte[]> get(
      @PathVariable String sha256, HttpServletRequest request, Principal principal) {
    Parameters.of(request);
    Hash digest = digest(sha256);
    boolean shown = readers.mayRead(Caller.of(principal), digest);
    byte[] bytes =
        queries
            .blob(digest)
            .filter(any -> shown) // who may not read it does not learn whether it is there
            .orElseThrow(() -> absent(digest));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
        .cacheControl(Answers.IMMUTABLE)
        .eTag(digest.hex())
        .body(bytes);
  }

  private ProblemException absent(Hash digest) {
    return queries
        .redaction(digest)
        .map(seq ->
            new ProblemException(
                ReasonCode.BLOB_REDACTED,
                "a blob is shown until an owner redacts it, but entry %d redacted %s"
                    .formatted(seq, digest)))
        .orElseGet(() -> Paths.notFound("the ledger shows this principal no blob " + digest));
  }

  /** What is searched for is ASCII, so that any bytes can be searched. */
  private static void requireNoSecret(byte[] bytes) {
    List<String> kinds = SecretShapes.in(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!kinds.isEmpty()) {
      throw new ProblemException(
          new Problem(
              422,
              "SECRET_SHAPED",
              "a blob stays for ever and is read by others, so it holds nothing that looks like a"
                  + " secret, but it seems to hold: "
                  + String.join(", ", kinds),
              null,
              null,
              "leave the secret out, and replace it where it is used, because it has been sent",
              null,
              null,
              Map.of(),
              List.of()));
    }
  }

  private static Hash digest(String text) {
    try {
      return Hash.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ReasonCode.PARAMETER_INVALID, String.valueOf(e.getMessage()));
    }
  }
}
