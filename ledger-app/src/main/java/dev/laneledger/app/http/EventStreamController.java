package dev.laneledger.app.http;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.LedgerQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Entries as they come: server-sent events (WHATWG HTML, section 9.2), which a reader resumes by
 * {@code Last-Event-ID}.
 *
 * <pre>
 * id: SEQ
 * event: TYPE
 * data: {"seq","leaf","chain","entry":{…}}
 * </pre>
 */
@RestController
final class EventStreamController {
  private static final int MAX_LIMIT = 10_000;
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final LedgerQueries queries;
  private final ReadRights rights;
  private final TokenAuthenticator tokens;
  private final EventStreams streams;
  private final Sessions sessions;

  EventStreamController(
      LedgerQueries queries,
      ReadRights rights,
      TokenAuthenticator tokens,
      EventStreams streams,
      Sessions sessions) {
    this.queries = queries;
    this.rights = rights;
    this.tokens = tokens;
    this.streams = streams;
    this.sessions = sessions;
  }

  /** Entries from {@code from} on, or behind {@code Last-Event-ID}, until the reader leaves. */
  @GetMapping("/v1/events/stream")
  void stream(HttpServletRequest request, HttpServletResponse response, Principal principal)
      throws IOException {
    Parameters parameters = Parameters.of(request, "from", "limit", "source", "type");
    Caller caller = Caller.of(principal);
    Optional<StreamId> source = parameters.stream("source");
    rights.requireEntries(caller, source);
    EntryFilter wanted = wanted(parameters, source.orElse(null), lastEventId(request));

    streams.enter(caller);
    try {
      response.setContentType("text/event-stream");
      response.setHeader("Cache-Control", "no-store");
      new EventStream(queries, streams, wanted, response.getOutputStream())
          .run(() -> mayStill(request, caller, source));
    } finally {
      streams.leave(caller);
    }
  }

  /** Where both are given the header counts: a browser resumes at the URL that it began with. */
  private EntryFilter wanted(
      Parameters parameters, @Nullable StreamId source, Optional<Long> lastEventId) {
    long from = parameters.number("from", 0, Parameters.MAX_SEQ).orElse(0);
    int limit = (int) parameters.number("limit", 1, MAX_LIMIT).orElse(Integer.MAX_VALUE);
    @Nullable EventType type = parameters.type("type").orElse(null);
    return new EntryFilter(lastEventId.map(id -> id + 1).orElse(from), limit, source, type, null);
  }

  /** A reader who has seen what is not there has seen another history. */
  private Optional<Long> lastEventId(HttpServletRequest request) {
    @Nullable String text = request.getHeader(LAST_EVENT_ID);
    if (text == null) {
      return Optional.empty();
    }
    long id = Parameters.number(LAST_EVENT_ID, text, 0, Parameters.MAX_SEQ);
    if (id >= queries.size()) {
      throw new ProblemException(
          Problem.of(
                  ReasonCode.NOT_FOUND,
                  "%s must be the seq of an entry, but was: %d; the ledger has %d entries"
                      .formatted(LAST_EVENT_ID, id, queries.size()))
              .withTodo(
                  "if this ledger showed you that entry, it is older now: tell its auditors"));
    }
    return Optional.of(id);
  }

  /** Asked again and again: a token ends, a principal is revoked. */
  private boolean mayStill(HttpServletRequest request, Caller caller, Optional<StreamId> source) {
    List<String> principal =
        (request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? sessions.principal(request)
                : BearerFilter.token(request).flatMap(tokens::principalOf))
            .stream().toList();
    return principal.contains(caller.actor()) && rights.mayReadEntries(caller, source);
  }
}
