package dev.laneledger.app.cli;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.question.Answer;
import dev.laneledger.projections.question.Cited;
import dev.laneledger.projections.question.Statement;
import dev.laneledger.projections.replay.ReplayReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers for a machine: the replay's verdict, then the answers on each lane and the ledger. */
final class AnswersJson {
  private AnswersJson() {}

  static ObjectNode of(
      ReplayReport replay, Map<StreamId, List<Answer>> lanes, List<Answer> ledger) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set(
        "replay",
        VerdictJson.of(replay.verdict(), replay.bytes(), replay.findings(), replay.total()));
    ArrayNode list = node.putArray("lanes");
    lanes.forEach((stream, answers) -> {
      ObjectNode lane = list.addObject().put("lane", stream.path());
      answers(lane.putArray("answers"), answers);
    });
    answers(node.putArray("ledger"), ledger);
    return node;
  }

  private static void answers(ArrayNode array, List<Answer> answers) {
    for (Answer answer : answers) {
      ObjectNode node = array.addObject();
      node.put("question", answer.question().id()).put("answerable", answer.answerable());
      ArrayNode statements = node.putArray("statements");
      for (Statement s : answer.statements()) {
        String kind = s.kind().name().toLowerCase(Locale.ROOT);
        statements.addObject().put("kind", kind).put("text", s.text());
      }
      ArrayNode restsOn = node.putArray("restsOn");
      for (Cited cited : answer.restsOn()) {
        ObjectNode entry = restsOn.addObject().put("seq", cited.seq());
        entry.put("source", cited.event().source().path());
        entry.put("streamseq", cited.event().streamseq());
      }
    }
  }
}
