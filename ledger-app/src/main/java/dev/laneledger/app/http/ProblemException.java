package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;

/** A request that is answered with a problem; the sender mends what its detail names. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Without a stack trace: it is an answer, not a fault. */
  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(ReasonCode code, String detail) {
    this(Problem.of(code, detail));
  }

  public Problem problem() {
    return problem;
  }
}
