package dev.laneledger.app.cli;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.projections.question.Answer;
import dev.laneledger.projections.question.Dossier;
import dev.laneledger.projections.question.Questions;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger questions}: what an auditor asks, answered from the material alone. */
@Command(
    name = "questions",
    mixinStandardHelpOptions = true,
    description = {
      "Answers what an auditor asks of a ledger and its lanes, from the material alone.",
      "It replays the ledger and computes every answer from its entries, names the entries",
      "that the answer rests on, and says why where a question is not answerable.",
      "Exit, as replay: 0: all reached again; 1: tampered or diverging; 2: unusable input or",
      "an unknown lane; 3: gaps."
    })
final class QuestionsCommand implements Callable<Integer> {
  @Mixin private AuditOptions options = new AuditOptions();

  @Option(
      names = "--lane",
      paramLabel = "L",
      description = {
        "ask of this lane only, by its id, or by its stream's path where two programs have one",
        "of that id (default: every lane in turn)"
      })
  private @Nullable String lane;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return options.run(spec, this::ask);
  }

  private int ask(OfflineLedger ledger, Pins pins) {
    Dossier dossier = Dossier.read(ledger, pins);
    Map<StreamId, List<Answer>> lanes = new LinkedHashMap<>();
    lanes(dossier).forEach(stream -> lanes.put(stream, Questions.ofLane(dossier, stream)));
    List<Answer> whole = Questions.ofLedger(dossier);
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(VerdictJson.line(AnswersJson.of(dossier.replay(), lanes, whole)));
    } else {
      new AnswersText(out).print(dossier.replay(), lanes, whole);
    }
    out.flush();
    return dossier.replay().verdict().exitCode();
  }

  private List<StreamId> lanes(Dossier dossier) {
    if (lane == null) {
      return dossier.lanes();
    }
    List<StreamId> named = dossier.lanes(lane);
    if (named.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--lane must name one lane of the ledger, but "
              + lane
              + " names "
              + (named.isEmpty()
                  ? "none; there are " + dossier.lanes()
                  : named.size() + ": give the path of one of " + named));
    }
    return named;
  }
}
