package dev.laneledger.app.http;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.rule.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Who may read which part of the ledger: an auditor everything, an administrator the stream in
 * which principals are registered, everybody else the programs of the scope; a lane's principal of
 * the lanes only those that it has opened.
 */
public final class ReadRights {
  private final LedgerQueries queries;

  ReadRights(LedgerQueries queries) {
    this.queries = queries;
  }

  /** Whether the caller may read what the projections say of the program. */
  public boolean mayReadProgram(Caller caller, String program) {
    return switch (caller.role()) {
      case AUDITOR -> true;
      case LANE, OPERATOR, OWNER -> !StreamId.isSegment(program) || scope(caller).reaches(program);
      case ADMIN -> false;
    };
  }

  /** Whether entries of that stream may be shown to the caller, and what they made of it. */
  public boolean mayRead(Caller caller, StreamId stream) {
    return switch (caller.role()) {
      case AUDITOR -> true;
      case OPERATOR, OWNER -> inScope(caller, stream);
      case LANE -> inScope(caller, stream) && !isOthersLane(caller, stream);
      case ADMIN -> stream.equals(StreamId.LEDGER);
    };
  }

  /**
   * @throws ProblemException {@code FORBIDDEN} unless entries of that stream may be shown
   */
  public void requireEntriesOf(Caller caller, StreamId source) {
    if (!mayRead(caller, source)) {
      throw forbidden(caller, "entries of " + source.path() + " are not shown to this principal");
    }
  }

  /**
   * The same for the entries of one stream, or of all where none is named.
   *
   * @throws ProblemException {@code FORBIDDEN} unless they may be shown
   */
  void requireEntries(Caller caller, Optional<StreamId> source) {
    source.ifPresentOrElse(
        stream -> requireEntriesOf(caller, stream), () -> requireAllEntries(caller));
  }

  /** Whether entries of that stream, or of all where none is named, may be shown. */
  boolean mayReadEntries(Caller caller, Optional<StreamId> source) {
    return source
        .map(stream -> mayRead(caller, stream))
        .orElseGet(() -> caller.role() == Role.AUDITOR);
  }

  /**
   * @throws ProblemException {@code FORBIDDEN} unless every entry may be shown to the caller
   */
  static void requireAllEntries(Caller caller) {
    if (caller.role() != Role.AUDITOR) {
      throw forbidden(caller, "entries of all streams are shown to the role AUDITOR only");
    }
  }

  private Scope scope(Caller caller) {
    return queries.view().ledger().scope(caller.actor());
  }

  private boolean inScope(Caller caller, StreamId stream) {
    return stream.program() != null && scope(caller).covers(stream);
  }

  /** Asked of the entries themselves: who has just opened a lane need not wait for a projection. */
  private boolean isOthersLane(Caller caller, StreamId stream) {
    if (stream.kind() != StreamId.Kind.LANE) {
      return false;
    }
    List<LedgerEvent> opening = queries.stream(stream, 0, 1);
    return !opening.isEmpty() && !opening.getFirst().actor().equals(caller.actor());
  }

  private static ProblemException forbidden(Caller caller, String rule) {
    return new ProblemException(
        Problem.of(ReasonCode.FORBIDDEN, rule + ", but the principal is: " + caller.actor())
            .withTodo("name a source of your own program or lane, or use an auditor's token"));
  }
}
