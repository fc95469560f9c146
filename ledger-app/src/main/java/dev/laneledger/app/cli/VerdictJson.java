package dev.laneledger.app.cli;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A verdict for a machine: one line of canonical JSON, without anything volatile. */
final class VerdictJson {
  private VerdictJson() {}

  static ObjectNode of(VerificationReport report) {
    return of(report.verdict(), report, report.findings(), report.total());
  }

  static ObjectNode of(
      Verdict verdict, VerificationReport report, List<Finding> findings, long total) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
    node.put("exit", verdict.exitCode());
    node.put("origin", report.origin());
    node.put("size", report.size());
    node.put("chain", report.chain().hex());
    node.put("root", report.root().hex());
    node.put("signedSize", report.signedSize());
    ObjectNode trust = node.putObject("trust");
    trust.put("key", report.trust().key());
    trust.put("pinned", report.trust().pinned());
    if (report.trust().from() != null) {
      trust.put("from", report.trust().from());
    }
    ArrayNode witnesses = trust.putArray("witnesses");
    report.trust().witnesses().forEach(witnesses::add);
    ArrayNode timestamps = node.putArray("timestamps");
    for (VerificationReport.Stamp stamp : report.timestamps()) {
      ObjectNode stamped = timestamps.addObject().put("size", stamp.size());
      stamped.put("time", stamp.time()).put("authority", stamp.authority());
    }
    node.put("streams", report.streams());
    node.put("blobs", report.blobs());
    node.put("findingsTotal", total);
    ArrayNode list = node.putArray("findings");
    findings.forEach(finding -> list.add(finding(finding)));
    return node;
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kind", finding.kind());
    node.put("gap", finding instanceof Finding.Gap);
    if (finding.seq() != Finding.NO_ENTRY) {
      node.put("seq", finding.seq());
    }
    node.put("subject", finding.subject());
    node.put("rule", finding.rule());
    node.put("expected", finding.expected());
    node.put("actual", finding.actual());
    return node;
  }

  static String line(ObjectNode node) {
    return new String(CanonicalJson.write(node), StandardCharsets.UTF_8);
  }
}
