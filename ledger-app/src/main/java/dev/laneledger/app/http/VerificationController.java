package dev.laneledger.app.http;

import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.audit.SelfVerification;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the ledger's verification of itself found. */
@RestController
final class VerificationController {
  private final SelfVerification verification;

  VerificationController(SelfVerification verification) {
    this.verification = verification;
  }

  /** {@code {"verified": null}} before the first one has ended. */
  @GetMapping("/v1/verification")
  ResponseEntity<byte[]> newest(HttpServletRequest request) {
    Parameters.of(request);
    ObjectNode json = JsonNodeFactory.instance.objectNode().putNull("verified");
    verification.last().ifPresent(result -> json.set("verified", json(result)));
    return Answers.json(200, json);
  }

  private static ObjectNode json(SelfVerification.Result result) {
    VerificationReport report = result.report();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("verdict", report.verdict().name()).put("size", report.size());
    json.put("root", report.root().hex()).put("chain", report.chain().hex());
    json.put("time", Answers.time(result.at())).put("findings", report.total());
    return json.put("seconds", result.took().toMillis() / 1e3);
  }
}
