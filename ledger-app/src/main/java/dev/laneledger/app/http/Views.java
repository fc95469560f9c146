package dev.laneledger.app.http;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.app.readmodel.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.OptionalLong;

/** Finds the view that a request asks for, and waits for it if it must. */
public final class Views {
  /** The parameter with the seq that an answer has to cover. */
  static final String AT_LEAST = "atLeast";

  /** The parameter with the seq of the entry after which the answer is to hold. */
  public static final String AT = "at";

  /** The longest wait for {@code atLeast}. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LedgerQueries queries;

  Views(LedgerQueries queries) {
    this.queries = queries;
  }

  /**
   * The program as the request wants to see it: after the entry {@code at}, or in a view that
   * covers the entry {@code atLeast}, or in the newest one.
   *
   * @throws ProblemException {@code NOT_FOUND} if no event of it is known there, or the ledger has
   *     no entry {@code at}; {@code UNAVAILABLE} if {@code atLeast} is not there in time
   */
  ProgramSeen program(String program, HttpServletRequest request) {
    return program(program, Parameters.of(request, AT_LEAST, AT));
  }

  /** The same for a request that knows more parameters than these. */
  ProgramSeen program(String program, Parameters parameters) {
    OptionalLong at = at(parameters);
    OptionalLong atLeast = parameters.number(AT_LEAST, 0, Parameters.MAX_SEQ);
    if (at.isPresent() && atLeast.isPresent()) {
      throw new ProblemException(
          ReasonCode.PARAMETER_INVALID, "at and atLeast must not be given together, but both were");
    }
    return atLeast.isEmpty()
        ? program(program, at)
        : known(new ProgramSeen(covering(atLeast.getAsLong()), program, null));
  }

  /** The entry {@code at}, or empty where none is named. */
  public static OptionalLong at(Parameters parameters) {
    return parameters.number(AT, 0, Parameters.MAX_SEQ);
  }

  /** The program after that entry, or in the newest view where none is named. */
  public ProgramSeen program(String program, OptionalLong at) {
    return at.isPresent() ? known(asOf(at.getAsLong(), program)) : newest(program);
  }

  /**
   * The program in the newest view.
   *
   * @throws ProblemException {@code NOT_FOUND} if no event of it is known
   */
  ProgramSeen newest(String program) {
    return known(new ProgramSeen(queries.view(), program, null));
  }

  private static ProgramSeen known(ProgramSeen seen) {
    if (!seen.view().state().programs().containsKey(seen.program())) {
      throw Paths.notFound(
          "the ledger knows no program "
              + seen.program()
              + (seen.asOf() == null ? "" : " after the entry with seq " + seen.position()));
    }
    return seen;
  }

  private ProgramSeen asOf(long seq, String program) {
    Entry entry = queries.entry(seq).orElseThrow(() -> beyond(seq));
    return new ProgramSeen(queries.viewAt(program, seq), program, entry.event().recordedtime());
  }

  private ProblemException beyond(long seq) {
    return new ProblemException(
        Problem.of(
                ReasonCode.NOT_FOUND,
                "at must be the seq of an entry, but the last one is %d and at was: %d"
                    .formatted(queries.size() - 1, seq))
            .withTodo("ask for an entry that is there, or wait for a later one with atLeast"));
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
