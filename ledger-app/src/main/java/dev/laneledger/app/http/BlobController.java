package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.readmodel.LedgerQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Keeps and shows bytes under their SHA-256, 64 lower-case hex digits. */
@RestController
final class BlobController {
  /** The most bytes of a blob: 16 MiB. */
  static final int MAX_BYTES = 16 << 20;

  private final LedgerQueries queries;

  BlobController(LedgerQueries queries) {
    this.queries = queries;
  }

  /** 201 if the bytes were not there yet, 200 if they were. */
  @PutMapping("/v1/blobs/{sha256}")
  ResponseEntity<byte[]> put(@PathVariable String sha256, HttpServletRequest request)
      throws IOException {
    Parameters.of(request);
    Hash expected = digest(sha256);
    byte[] bytes = Bodies.read(request, MAX_BYTES);
    boolean known = queries.blob(expected).isPresent();
    queries.putBlob(expected, new ByteArrayInputStream(bytes));
    return ResponseEntity.status(known ? 200 : 201).cacheControl(CacheControl.noStore()).build();
  }

  /** The bytes; a browser is told to save them, never to show them. */
  @GetMapping("/v1/blobs/{sha256}")
  ResponseEntity<byte[]> get(@PathVariable String sha256, HttpServletRequest request) {
    Parameters.of(request);
    Hash digest = digest(sha256);
    byte[] bytes =
        queries
            .blob(digest)
            .orElseThrow(() -> Paths.notFound("the ledger keeps no blob " + digest));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
        .cacheControl(Answers.IMMUTABLE)
        .eTag(digest.hex())
        .body(bytes);
  }

  private static Hash digest(String text) {
    try {
      return Hash.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ReasonCode.PARAMETER_INVALID, String.valueOf(e.getMessage()));
    }
  }
}
