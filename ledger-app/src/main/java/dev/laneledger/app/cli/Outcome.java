package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.client.LedgerUnavailableException;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.Receipt;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a verb ended: for a machine one JSON document on standard output, which always has {@code
 * code}, {@code exit} and {@code next}; for a person the same in words.
 *
 * @param exit as {@link Exits} says
 * @param code stable; a reason code where the ledger refused
 * @param text what happened, for a person
 * @param next what to do next
 * @param details further members of the document
 */
record Outcome(int exit, String code, String text, String next, ObjectNode details) {
  private static final String SEND_AGAIN =
      "start the ledger or mend the URL, then run the same command again: what has arrived already"
          + " is not appended twice";

  static Outcome good(String code, String text, String next) {
    return new Outcome(Exits.GOOD, code, text, next, JsonNodeFactory.instance.objectNode());
  }

  /** What was done shows that something is wrong, although the ledger took it. */
  static Outcome bad(String code, String text, String next) {
    return new Outcome(Exits.REFUSED, code, text, next, JsonNodeFactory.instance.objectNode());
  }

  static Outcome unusable(String code, String text, String next) {
    return new Outcome(Exits.UNUSABLE, code, text, next, JsonNodeFactory.instance.objectNode());
  }

  /** What the ledger refused, with everything that it said. */
  static Outcome of(LedgerRefusedException refused) {
    ObjectNode details = EventJson.toTree(refused.refusal());
    String todo = refused.todo();
    return new Outcome(
        Exits.of(refused),
        refused.code(),
        "refused: " + refused.getMessage(),
        todo == null ? "mend what detail names and run the command again" : todo,
        details);
  }

  static Outcome of(Exception failure) {
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return switch (failure) {
      case LedgerRefusedException refused -> of(refused);
      case LedgerUnavailableException gone -> unusable("UNAVAILABLE", text, SEND_AGAIN);
      case EventRefusedException wrong ->
          unusable(wrong.code().name(), wrong.pointer() + ": " + text, "mend that member");
      case PayloadFaultsException wrong ->
          unusable("PAYLOAD_INVALID", text, "give the members that are missing by flags or --data")
              .with("errors", wrong.faults());
      default -> unusable("UNUSABLE", text, "mend what detail names and run the command again");
    };
  }

  /** The same with the receipts of what was appended. */
  Outcome with(List<Receipt> receipts) {
    ArrayNode array = details.putArray("receipts");
    receipts.forEach(receipt -> array.add(EventJson.toTree(receipt)));
    StringBuilder lines = new StringBuilder(text);
    receipts.forEach(r ->
        lines.append("\nseq %d  leaf %s  %s %s".formatted(r.seq(), r.leaf(), r.source(), r.id())));
    return new Outcome(exit, code, lines.toString(), next, details);
  }

  /** The same with one more member of the document; null: none. */
  Outcome with(String name, @Nullable Object value) {
    if (value != null) {
      details.set(name, EventJson.toTree(new Value(value)).get("value"));
    }
    return this;
  }

  private record Value(Object value) {}

  /** Prints it, and gives the exit code. */
  int print(CommandLine command, boolean json) {
    PrintWriter out = json || exit == Exits.GOOD ? command.getOut() : command.getErr();
    if (json) {
      ObjectNode node = details.deepCopy();
      node.put("code", code).put("exit", exit).put("next", next);
      if (!node.has("detail")) {
        node.put("detail", text);
      }
      out.println(VerdictJson.line(node));
    } else {
      text.lines().forEach(line -> out.println(Printable.of(line)));
      out.println("next: " + Printable.of(next));
    }
    out.flush();
    return exit;
  }
}
