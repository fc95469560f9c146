package dev.laneledger.app.http;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether the ledger runs, and whether it takes appends; in the form of Spring Boot's actuator, and
 * without details, since everybody may ask. While it starts nothing answers at all.
 */
@RestController
final class HealthController {
  private static final String UP = "UP";
  private static final String READ_ONLY = "OUT_OF_SERVICE";

  private final ServerState state;

  HealthController(ServerState state) {
    this.state = state;
  }

  /** A ledger that answers is alive: to start it again mends nothing. */
  @GetMapping("/actuator/health/liveness")
  ResponseEntity<byte[]> liveness() {
    return answer(true);
  }

  /** 200 if appends are taken, 503 if the ledger is read-only. */
  @GetMapping({"/actuator/health", "/actuator/health/readiness"})
  ResponseEntity<byte[]> readiness() {
    return answer(state.isWritable());
  }

  private static ResponseEntity<byte[]> answer(boolean up) {
    return ResponseEntity.status(up ? 200 : 503)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(
            "{\"status\":\"%s\"}"
                .formatted(up ? UP : READ_ONLY)
                .getBytes(StandardCharsets.US_ASCII));
  }
}
