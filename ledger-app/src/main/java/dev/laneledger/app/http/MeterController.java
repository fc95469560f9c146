package dev.laneledger.app.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The ledger's metrics in Prometheus' text format 0.0.4. */
@RestController
final class MeterController {
  private static final MediaType TEXT =
      MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

  private final PrometheusMeterRegistry meters;

  MeterController(PrometheusMeterRegistry meters) {
    this.meters = meters;
  }

  @GetMapping("/actuator/prometheus")
  ResponseEntity<byte[]> metrics() {
    return ResponseEntity.ok()
        .contentType(TEXT)
        .cacheControl(CacheControl.noStore())
        .body(meters.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
