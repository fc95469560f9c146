package dev.laneledger.app.cli;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One signed act of an owner: the ledger is verified, what it says is computed here, what is signed
 * is shown to the letter, and only then is it sent.
 */
final class OwnerAct {
  private final OwnerOptions options;
  private final CommandSpec spec;

  OwnerAct(OwnerOptions options, CommandSpec spec) {
    this.options = options;
    this.spec = spec;
  }

  /**
   * What the owner states.
   *
   * @param data the event's, without person, reason and signature
   * @param facts what a person should know of it, one a line
   */
  record Statement(ObjectNode data, List<String> facts) {}

  /** Gives 0 if all went well, and 1 if the ledger was tampered with: then nothing is signed. */
  int run(EventType type, Function<CheckedProgram, Statement> stated) throws IOException {
    String id = "owner-" + UUID.randomUUID();
    return run(type, StreamId.program(options.program()), id, stated);
  }

  /** The same in that stream, under that id. */
  int run(EventType type, StreamId stream, String id, Function<CheckedProgram, Statement> stated)
      throws IOException {
    OwnerKey key = options.key();
    try (OfflineLedger material = options.ledger()) {
      CheckedProgram program = CheckedProgram.read(material, options.program(), options.logKey());
      if (program.tampered()) {
        return tampered(program);
      }
      Statement statement = stated.apply(program);
      ObjectNode data = statement.data();
      data.put("person", program.person(key.spki())).put("reason", options.reason());
      SignedEvent signed = SignedEvent.sign(program.ledger().origin(), stream, type, id, data, key);
      return send(program, statement.facts(), signed);
    }
  }

  private int send(CheckedProgram program, List<String> facts, SignedEvent signed)
      throws IOException {
    if (!options.json()) {
      show(program, facts, signed);
    }
    Receipt receipt = options.dryRun() ? null : options.client().append(signed.draft());
    if (options.json()) {
      out().println(VerdictJson.line(json(program, signed, receipt)));
    } else {
      out().println(done(receipt));
    }
    out().flush();
    return 0;
  }

  private void show(CheckedProgram program, List<String> facts, SignedEvent signed) {
    out().println("ledger    " + program.report().origin());
    out()
        .println(
            "head      " + program.report().size() + " entries, root " + program.report().root());
    out().println("rests on  " + program.report().trust().text());
    facts.forEach(out()::println);
    out().println("signed by key " + signed.keyId() + ", over exactly these bytes:");
    out().println(signed.body());
    out().flush();
  }

  private static String done(@Nullable Receipt receipt) {
    return receipt == null
        ? "not sent (--dry-run)"
        : "recorded  seq %d  leaf %s  chain %s  %s"
            .formatted(receipt.seq(), receipt.leaf(), receipt.chain(), receipt.id());
  }

  private static ObjectNode json(
      CheckedProgram program, SignedEvent signed, @Nullable Receipt receipt) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("signed", CanonicalJson.parse(signed.body().getBytes(StandardCharsets.UTF_8)));
    node.put("keyid", signed.keyId());
    node.set("trust", EventJson.toTreeWithNulls(program.report().trust()));
    node.set("receipt", receipt == null ? null : EventJson.toTree(receipt));
    return node;
  }

  private int tampered(CheckedProgram program) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("nothing was signed: the ledger does not hold to what its checkpoint signs");
    new VerdictText(err).findings(program.report().findings(), program.report().total());
    err.flush();
    return program.report().verdict().exitCode();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
