package dev.laneledger.app.http;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.app.command.AppendResult;
import dev.laneledger.app.command.LedgerGateway;
import dev.laneledger.app.command.RequestRefusedException;
import dev.laneledger.app.command.Reservation;
import dev.laneledger.app.publish.PublishedTree;
import dev.laneledger.app.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes events and reservations: 201 if anything is new, 200 if all of it are repeats. */
@RestController
final class AppendController {
  /** The most bytes of events in one request: 8 MiB. */
  static final int MAX_BODY_BYTES = 8 << 20;

  private final LedgerGateway gateway;

  private final Waiting waiting;

  private final Timer appends;

  AppendController(LedgerGateway gateway, PublishedTree tree, MeterRegistry meters) {
    this.appends =
        Timer.builder("laneledger.append")
            .description("from the decoded events to the durable answer or the refusal")
            .publishPercentileHistogram()
            .register(meters);
    this.gateway = gateway;
    this.waiting = new Waiting(tree);
  }

  @PostMapping("/v1/events")
  ResponseEntity<byte[]> append(HttpServletRequest request, Principal principal) {
    String mediaType = Bodies.mediaType(request, EventBodies.MEDIA_TYPES);
    boolean waits = Waiting.isAsked(Parameters.of(request, Waiting.WAIT));
    @Nullable Long expected = ExpectedEnd.of(request);
    String traceparent = TraceParent.of(request);
    List<EventDraft> drafts =
        TraceParent.in(decode(mediaType, Bodies.read(request, MAX_BODY_BYTES)), traceparent);
    AppendResult result =
        Traces.span(
            "append", traceparent, () -> append(Caller.of(principal), drafts, expected, mediaType));
    return waits
        ? Answers.proven(
            result,
            waiting.proofs(result.receipts()),
            Bodies.accepts(request, MediaType.TEXT_PLAIN))
        : Answers.receipts(result.receipts(), result.anyNew());
  }

  /** The event at fault is looked at as a whole, so that its sender mends it once. */
  private static List<EventDraft> decode(String mediaType, byte[] body) {
    try {
      return EventBodies.decode(mediaType, body);
    } catch (EventRefusedException e) {
      throw new ProblemException(
          ProblemMapper.of(e).withErrors(EventBodies.faults(mediaType, body, e)));
    }
  }

  /** A verdict points into the batch; one event alone was not sent as a batch. */
  private AppendResult append(
      Caller caller, List<EventDraft> drafts, @Nullable Long expected, String mediaType) {
    long begin = System.nanoTime();
    try {
      return gateway.append(caller.actor(), drafts, expected);
    } catch (RequestRefusedException e) {
      Problem problem = ProblemMapper.of(e);
      throw new ProblemException(
          mediaType.equals(EventBodies.ONE) ? problem.withoutIndex() : problem);
    } finally {
      appends.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }
  }

  @PostMapping("/v1/programs/{program}/tickets/{prefix}/reservations")
  ResponseEntity<byte[]> reserve(
      @PathVariable String program,
      @PathVariable String prefix,
      HttpServletRequest request,
      Principal principal) {
    Bodies.mediaType(request, List.of("application/json"));
    Parameters.of(request);
    ReservationBody wanted =
        ReservationBody.decode(Bodies.read(request, ReservationBody.MAX_BYTES));
    Reservation made = reserve(Caller.of(principal), program, prefix, wanted);
    return Answers.range(made.receipt(), made.isNew(), made.from(), made.to());
  }

  /** A verdict points into the event that was to be made; the sender knows only the wish. */
  private Reservation reserve(
      Caller caller, String program, String prefix, ReservationBody wanted) {
    try {
      return gateway.reserveTickets(
          caller.actor(),
          Paths.segment("program", program),
          Paths.segment("prefix", prefix),
          wanted.id(),
          wanted.lane(),
          wanted.count());
    } catch (RequestRefusedException e) {
      String pointer = "/0/data/lane".equals(e.pointer()) ? "/lane" : null;
      throw new ProblemException(ProblemMapper.of(e).withPointer(pointer));
    }
  }
}
