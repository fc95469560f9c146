package dev.laneledger.app.cli;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.proof.ProofRefusedException;
import dev.laneledger.api.proof.ProvenEntry;
import dev.laneledger.api.proof.ProvenRow;
import dev.laneledger.api.verify.Trust;
import dev.laneledger.api.verify.Verdict;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says what a proof proves and what it leaves open, to a person or to a machine. */
final class ProofVerdict {
  private final PrintWriter out;
  private final boolean json;

  ProofVerdict(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * What was proven, in both forms.
   *
   * @param says one sentence with the fact, the state or position, the size and the origin
   * @param detail what a person compares by eye
   * @param leavesOpen what nobody can conclude from it
   * @param fact for a machine
   */
  record Proven(String says, String detail, String leavesOpen, ProvenEntry entry, ObjectNode fact) {

    static Proven of(ProvenEntry entry) {
      LedgerEvent event = entry.event();
      ObjectNode fact = JsonNodeFactory.instance.objectNode();
      fact.put("kind", "entry");
      return new Proven(
          "entry %d of the %d of %s is %s %s in %s by %s, recorded %s"
              .formatted(
                  entry.seq(),
                  entry.checkpoint().size(),
                  entry.checkpoint().origin(),
                  event.type().shortName(),
                  event.id(),
                  event.source().path(),
                  event.actor(),
                  event.recordedtime()),
          "data      " + text(event.draft().data()),
          "whether what it says is true, and what was recorded after those entries",
          entry,
          fact);
    }

    static Proven of(ProvenRow row) {
      ObjectNode fact = JsonNodeFactory.instance.objectNode();
      fact.put("kind", "row").put("program", row.program()).put("projection", row.projection());
      fact.set("row", EventJson.toTree(row.row()));
      fact.putObject("state").put("size", row.size()).put("hash", row.stateHash().hex());
      ProvenEntry entry = row.attestation();
      return new Proven(
          "after the first %d entries of %s, row %s of %s of %s was part of the state %s, as the ledger attested at %s"
              .formatted(
                  row.size(),
                  entry.checkpoint().origin(),
                  row.row().key(),
                  row.projection(),
                  row.program(),
                  row.stateHash(),
                  entry.event().recordedtime()),
          "row       " + text(row.row().value()),
          "whether it still holds, and whether the ledger folded its entries rightly (ledger replay)",
          entry,
          fact);
    }
  }

  void proven(Verdict verdict, Trust trust, Proven proven) {
    Checkpoint head = proven.entry().checkpoint();
    if (json) {
      ObjectNode line = verdict(verdict);
      line.setAll(proven.fact());
      line.put("origin", head.origin()).put("size", head.size()).put("root", head.root().hex());
      line.putObject("entry")
          .put("seq", proven.entry().seq())
          .put("leaf", proven.entry().leaf().hex())
          .put("source", proven.entry().event().source().path())
          .put("id", proven.entry().event().id())
          .put("recordedtime", proven.entry().event().recordedtime());
      line.putObject("trust").put("key", trust.key()).put("pinned", trust.pinned());
      line.put("leavesOpen", proven.leavesOpen());
      print(line);
      return;
    }
    VerdictText text = new VerdictText(out);
    text.line("%s  %s", verdict, proven.says());
    text.line("  %s", proven.detail());
    text.line("  entry     %d, leaf %s", proven.entry().seq(), proven.entry().leaf());
    text.line("  head      %d entries, root %s", head.size(), head.root());
    text.line(
        "  rests on  %s",
        trust.pinned() ? trust.text() : "no key: anybody could have made this proof; give --key");
    text.leavesOpen(proven.leavesOpen());
    out.flush();
  }

  void refused(ProofRefusedException e) {
    if (json) {
      print(
          verdict(Verdict.TAMPERED)
              .put("step", e.step().name())
              .put("rule", e.rule())
              .put("expected", e.expected())
              .put("actual", e.actual()));
      return;
    }
    VerdictText text = new VerdictText(out);
    text.line("%s  %s: %s", Verdict.TAMPERED, e.step(), e.rule());
    text.line("  expected  %s", e.expected());
    text.line("  actual    %s", e.actual());
    out.flush();
  }

  private static ObjectNode verdict(Verdict verdict) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("verdict", verdict.name().toLowerCase(Locale.ROOT))
        .put("exit", verdict.exitCode());
  }

  private void print(ObjectNode line) {
    out.println(text(line));
    out.flush();
  }

  private static String text(ObjectNode node) {
    return new String(CanonicalJson.write(node), StandardCharsets.UTF_8);
  }
}
