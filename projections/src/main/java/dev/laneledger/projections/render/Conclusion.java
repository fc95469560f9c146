package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventRef;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * One answer that is computed from events and not taken from anybody's words.
 *
 * @param id short name, the same in every packet
 * @param statement what holds if the answer is YES
 * @param basis the events that it is computed from; none: NOT_SHOWN
 * @param because the values behind the answer
 */
public record Conclusion(
    String id, String statement, Answer answer, List<EventRef> basis, String because) {

  public enum Answer {
    YES,
    NO,
    /** There is no event to compute it from. */
    NOT_SHOWN
  }

  static Conclusion of(
      String id, String statement, boolean holds, Stream<? extends Fact<?>> basis, String because) {
    List<EventRef> refs = basis.<EventRef>map(Fact::by).distinct().toList();
    Answer answer = refs.isEmpty() ? Answer.NOT_SHOWN : holds ? Answer.YES : Answer.NO;
    return new Conclusion(
        id, statement, answer, refs, refs.isEmpty() ? "no event to compute it from" : because);
  }

  /** Whether it rests on one of those events. */
  public boolean restsOnAnyOf(List<EventRef> events) {
    return basis.stream().anyMatch(events::contains);
  }

  ObjectNode toJson() {
    ObjectNode node =
        Json.object()
            .put("id", id)
            .put("statement", statement)
            .put("answer", answer.name())
            .put("because", because);
    node.set("basis", Json.refs(basis));
    return node;
  }
}
