package dev.laneledger.app.http;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.publish.Checkpoints;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What everybody may know of the ledger: its newest signed checkpoint. */
@RestController
final class LedgerController {
  private final Checkpoints checkpoints;

  LedgerController(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** A C2SP tlog-checkpoint; a new one is signed within a second of an append. */
  @GetMapping("/checkpoint")
  ResponseEntity<byte[]> checkpoint() {
    byte[] note = checkpoints.current().getBytes(StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .contentType(Answers.NOTE)
        .cacheControl(CacheControl.maxAge(Duration.ofSeconds(1)))
        .eTag(Hash.sha256(note).hex())
        .body(note);
  }
}
