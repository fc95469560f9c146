package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.projections.render.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An answer while it is being written. */
final class Draft {
  private final List<Statement> statements = new ArrayList<>();
  private final Set<EventRef> basis = new LinkedHashSet<>();
  private boolean answerable = true;

  /** A draft that says why there is no answer. */
  static Draft unanswerable(String because) {
    Draft draft = new Draft().computed(because);
    draft.answerable = false;
    return draft;
  }

  Draft computed(String text) {
    return say(Statement.Kind.COMPUTED, text);
  }

  Draft claimed(String text) {
    return say(Statement.Kind.CLAIMED, text);
  }

  Draft against(String text) {
    return say(Statement.Kind.AGAINST, text);
  }

  /** What was computed either way. */
  Draft judge(boolean holds, String ifSo, String ifNot) {
    return holds ? computed(ifSo) : against(ifNot);
  }

  private Draft say(Statement.Kind kind, String text) {
    statements.add(new Statement(kind, text));
    return this;
  }

  Draft on(@Nullable EventRef event) {
    if (event != null) {
      basis.add(event);
    }
    return this;
  }

  Draft on(Collection<EventRef> events) {
    basis.addAll(events);
    return this;
  }

  Draft onFacts(Collection<? extends Fact<?>> facts) {
    facts.forEach(f -> basis.add(f.by()));
    return this;
  }

  boolean answerable() {
    return answerable;
  }

  List<Statement> statements() {
    return statements;
  }

  Set<EventRef> basis() {
    return basis;
  }
}
