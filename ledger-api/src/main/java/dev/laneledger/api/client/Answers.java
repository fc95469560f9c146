package dev.laneledger.api.client;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.client.LedgerRefusedException.Refusal;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what the server answers. */
final class Answers {
  private Answers() {}

  static ObjectNode object(byte[] body) {
    try {
      if (CanonicalJson.parse(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonRefusedException e) {
      throw notOurs(body, e);
    }
    throw notOurs(body, null);
  }

  static List<Receipt> receipts(byte[] body) {
    List<Receipt> receipts = new ArrayList<>();
    object(body).path("receipts").forEach(node -> receipts.add(receipt(node)));
    if (receipts.isEmpty()) {
      throw notOurs(body, null);
    }
    return receipts;
  }

  /** A receipt and the text of its proof, null while no checkpoint covers it. */
  record Covered(Receipt receipt, @Nullable String proof) {}

  static List<Covered> covered(byte[] body) {
    List<Covered> covered = new ArrayList<>();
    for (JsonNode node : object(body).path("receipts")) {
      if (!(node instanceof ObjectNode receipt)) {
        throw notOurs(body, null);
      }
      JsonNode proof = receipt.remove("proof");
      covered.add(new Covered(receipt(receipt), proof == null ? null : proof.asString("")));
    }
    return covered;
  }

  /** The lines of an NDJSON answer. */
  static List<Entry> entries(byte[] body) {
    List<Entry> entries = new ArrayList<>();
    new String(body, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> entries.add(entry(line.getBytes(StandardCharsets.UTF_8))));
    return entries;
  }

  static Entry entry(byte[] line) {
    ObjectNode node = object(line);
    try {
      byte[] bytes = CanonicalJson.write(node.path("entry"));
      Hash leaf = Hash.fromHex(node.path("leaf").asString(""));
      Hash actual = Hash.sha256((byte) 0x00, bytes);
      if (!actual.equals(leaf)) {
        throw new LedgerUnavailableException(
            "an entry must have the leaf hash that the server states\n  expected "
                + leaf
                + "\n  actual   "
                + actual,
            null);
      }
      Hash chain = Hash.fromHex(node.path("chain").asString(""));
      return new Entry(node.path("seq").asLong(-1), leaf, chain, bytes);
    } catch (IllegalArgumentException e) {
      throw notOurs(line, e);
    }
  }

  /** A refusal, whether or not the body is a problem of ours. */
  static LedgerRefusedException refused(int status, byte[] body) {
    ObjectNode problem;
    try {
      problem = object(body);
    } catch (LedgerUnavailableException e) {
      return new LedgerRefusedException(
          new Refusal(status, "HTTP_" + status, null, null, beginning(body), null, null));
    }
    return new LedgerRefusedException(
        new Refusal(
            status,
            problem.path("code").asString("HTTP_" + status),
            text(problem, "rule"),
            text(problem, "pointer"),
            problem.path("detail").asString(problem.path("title").asString("refused")),
            text(problem, "todo"),
            problem.path("receipt").isObject() ? receipt(problem.path("receipt")) : null));
  }

  private static Receipt receipt(JsonNode node) {
    try {
      return EventJson.fromTree(node, Receipt.class);
    } catch (EventRefusedException e) {
      throw new LedgerUnavailableException("a receipt is not readable: " + node, e);
    }
  }

  private static @Nullable String text(ObjectNode problem, String name) {
    JsonNode value = problem.path(name);
    return value.isString() ? value.asString() : null;
  }

  private static LedgerUnavailableException notOurs(byte[] body, @Nullable Throwable cause) {
    return new LedgerUnavailableException(
        "the answer must be a ledger's, but was: " + beginning(body) + "; check the URL", cause);
  }

  private static String beginning(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
