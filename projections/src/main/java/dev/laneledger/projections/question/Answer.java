package dev.laneledger.projections.question;

import java.util.List;

/**
 * The answer to one question.
 *
 * @param answerable whether the material holds what it takes; if not, the statements say why
 * @param statements at least one
 * @param restsOn the entries that it was computed from, in order of {@code seq}
 */
public record Answer(
    Question question, boolean answerable, List<Statement> statements, List<Cited> restsOn) {

  public Answer {
    statements = List.copyOf(statements);
    restsOn = List.copyOf(restsOn);
  }

  /** Whether a statement says that something is not as it has to be. */
  public boolean objects() {
    return statements.stream().anyMatch(s -> s.kind() == Statement.Kind.AGAINST);
  }
}
