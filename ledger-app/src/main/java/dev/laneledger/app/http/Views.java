package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.app.readmodel.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.OptionalLong;

/** Finds the view that a request asks for, and waits for it if it must. */
final class Views {
  /** The parameter with the seq that an answer has to cover. */
  static final String AT_LEAST = "atLeast";

  /** The longest wait for {@code atLeast}. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LedgerQueries queries;

  Views(LedgerQueries queries) {
    this.queries = queries;
  }

  /**
   * A view that covers the entry {@code atLeast} where the request names one, else the newest.
   *
   * @throws ProblemException {@code UNAVAILABLE} if it is not there in time
   */
  LedgerView ledger(HttpServletRequest request) {
    return ledger(Parameters.of(request, AT_LEAST));
  }

  private LedgerView ledger(Parameters parameters) {
    OptionalLong atLeast = parameters.number(AT_LEAST, 0, Parameters.MAX_SEQ);
    return atLeast.isEmpty() ? queries.view() : covering(atLeast.getAsLong());
  }

  /**
   * The program in that view.
   *
   * @throws ProblemException {@code NOT_FOUND} if no event of it is known
   */
  ProgramSeen program(String program, HttpServletRequest request) {
    return program(program, Parameters.of(request, AT_LEAST));
  }

  /** The same for a request that knows more parameters than {@code atLeast}. */
  ProgramSeen program(String program, Parameters parameters) {
    LedgerView view = ledger(parameters);
    if (!view.state().programs().containsKey(program)) {
      throw Paths.notFound("the ledger knows no program " + program);
    }
    return new ProgramSeen(view, program);
  }

  private LedgerView covering(long seq) {
    try {
      return queries.awaitPosition(seq, PATIENCE).orElseThrow(() -> behind(seq));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw behind(seq);
    }
  }

  private ProblemException behind(long seq) {
    return new ProblemException(
        Problem.of(
                ReasonCode.UNAVAILABLE,
                "the projections must have reached seq %d, but are at %d"
                    .formatted(seq, queries.view().position()))
            .withHeader("Retry-After", "1"));
  }
}
