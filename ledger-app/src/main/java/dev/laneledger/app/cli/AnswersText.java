package dev.laneledger.app.cli;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.question.Answer;
import dev.laneledger.projections.question.Cited;
import dev.laneledger.projections.question.Statement;
import dev.laneledger.projections.replay.ReplayReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers for a person: question, sentences, and the entries that they rest on. */
final class AnswersText {
  private static final int WIDTH = 98;
  private static final String HANGING = "     ";

  private final PrintWriter out;

  AnswersText(PrintWriter out) {
    this.out = out;
  }

  void print(ReplayReport replay, Map<StreamId, List<Answer>> lanes, List<Answer> ledger) {
    out.println(
        replay.verdict()
            + "  "
            + replay.bytes().origin()
            + "  "
            + replay.bytes().size()
            + " entries  root "
            + replay.bytes().root());
    out.println("  rests on  " + replay.bytes().trust().text());
    out.println("  claimed:  somebody said it, and it cannot be computed here");
    out.println("  AGAINST:  computed here, and not as it has to be");
    lanes.forEach((stream, answers) -> section("LANE  " + stream, answers));
    section("LEDGER  " + replay.bytes().origin(), ledger);
  }

  private void section(String title, List<Answer> answers) {
    out.println();
    out.println(title);
    answers.forEach(this::answer);
  }

  private void answer(Answer answer) {
    out.println();
    out.println(answer.question().text() + "  [" + answer.question().id() + "]");
    answer.statements().forEach(s -> wrap(mark(s, answer.answerable()) + s.text()));
    if (!answer.restsOn().isEmpty()) {
      wrap("   rests on " + restsOn(answer.restsOn()));
    }
  }

  private static String mark(Statement statement, boolean answerable) {
    return switch (statement.kind()) {
      case COMPUTED -> answerable ? "   " : "   not answerable: ";
      case CLAIMED -> "   claimed: ";
      case AGAINST -> "   AGAINST: ";
    };
  }

  /** Breaks between words; a hash or path that is too long keeps a line of its own. */
  private void wrap(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.stripLeading().split(" ", -1)) {
      if (line.length() > HANGING.length() && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line = new StringBuilder(HANGING).append(word);
      } else {
        line.append(line.isEmpty() ? "   " : " ").append(word);
      }
    }
    out.println(line);
  }

  /** Stream by stream, with runs of positions drawn together. */
  private static String restsOn(List<Cited> cited) {
    Map<String, List<Cited>> streams = new TreeMap<>();
    for (Cited c : cited) {
      streams.computeIfAbsent(c.event().source().path(), s -> new ArrayList<>()).add(c);
    }
    List<String> texts = new ArrayList<>();
    streams.forEach((stream, of) -> texts.add(stream + runs(of)));
    return String.join("; ", texts);
  }

  private static String runs(List<Cited> cited) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int i = 0; i < cited.size(); i++) {
      boolean last = i + 1 == cited.size() || !follows(cited.get(i), cited.get(i + 1));
      if (last) {
        text.append(text.isEmpty() ? " " : ", ").append(run(cited.get(from), cited.get(i)));
        from = i + 1;
      }
    }
    return text.toString();
  }

  private static boolean follows(Cited a, Cited b) {
    return b.seq() == a.seq() + 1 && b.event().streamseq() == a.event().streamseq() + 1;
  }

  private static String run(Cited first, Cited last) {
    return first.equals(last)
        ? "#" + first.event().streamseq() + " (entry " + first.seq() + ")"
        : "#%d\u2013%d (entries %d\u2013%d)"
            .formatted(
                first.event().streamseq(), last.event().streamseq(), first.seq(), last.seq());
  }
}
