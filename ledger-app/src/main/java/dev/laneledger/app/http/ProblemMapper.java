package dev.laneledger.app.http;

import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.command.RequestRefusedException;
import dev.laneledger.app.command.StreamChangedException;
import dev.laneledger.app.failure.UnavailableException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** Says for every failure which problem it is. What nobody foresaw is logged, with an id. */
public final class ProblemMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  private ProblemMapper() {}

  public static Problem of(Throwable failure) {
    return withRetry(problem(failure));
  }

  private static Problem problem(Throwable failure) {
    return switch (failure) {
      case ProblemException e -> e.problem();
      case EventRefusedException e ->
          Problem.of(e.code(), e.pointer(), String.valueOf(e.getMessage()));
      case RequestRefusedException e -> refused(e);
      case StreamChangedException e ->
          ExpectedEnd.with(
              Problem.of(ReasonCode.STREAM_CHANGED, String.valueOf(e.getMessage())), e.actual());
      case UnavailableException e -> unavailable(e);
      case HttpRequestMethodNotSupportedException e -> methodNotAllowed(e);
      case RequestRejectedException _ -> ofStatus(400);
      case ErrorResponse e when e.getStatusCode().value() < 500 ->
          ofStatus(e.getStatusCode().value());
      default -> internal(failure);
    };
  }

  /** The problem of a bare status: a request that was refused before it reached a controller. */
  static Problem ofStatus(int status) {
    return withRetry(bare(status));
  }

  private static Problem bare(int status) {
    return switch (status) {
      case 401 -> Problem.of(ReasonCode.UNAUTHENTICATED, "a request must carry a bearer token");
      case 403 -> Problem.of(ReasonCode.FORBIDDEN, "the principal may not do this");
      case 404 -> Problem.of(ReasonCode.NOT_FOUND, "there is no such resource");
      case 405, 501 ->
          Problem.of(ReasonCode.METHOD_NOT_ALLOWED, "the resource does not take this method")
              .withStatus(status);
      case 408 -> Problem.of(ReasonCode.BODY_INCOMPLETE, "the request must arrive in time");
      case 413 -> Problem.of(ReasonCode.BODY_TOO_LARGE, "the body exceeds the limit");
      case 415 -> Problem.of(ReasonCode.MEDIA_TYPE_UNSUPPORTED, "the media type is not taken here");
      case 505 ->
          Problem.of(ReasonCode.REQUEST_INVALID, "the request must be HTTP/1.1 or HTTP/1.0")
              .withStatus(status);
      case 429 -> Problem.of(ReasonCode.RATE_LIMITED, "too many requests in a short time");
      case 503 -> Problem.of(ReasonCode.UNAVAILABLE, "the ledger is starting or stopping");
      default ->
          status < 500
              ? Problem.of(
                      ReasonCode.REQUEST_INVALID,
                      "the request line and the headers must be well-formed HTTP within 16 KiB")
                  .withStatus(status)
              : Problem.of(ReasonCode.INTERNAL, "the ledger failed to answer").withStatus(status);
    };
  }

  private static Problem methodNotAllowed(HttpRequestMethodNotSupportedException e) {
    String[] supported = e.getSupportedMethods();
    List<String> methods = supported == null ? List.of() : List.of(supported);
    return Problem.of(
            ReasonCode.METHOD_NOT_ALLOWED,
            "the method must be one of "
                + String.join(", ", methods)
                + ", but was: "
                + e.getMethod())
        .withHeader(HttpHeaders.ALLOW, String.join(", ", methods));
  }

  /** 429 and 503 may be sent again as they are, a little later. */
  private static Problem withRetry(Problem problem) {
    boolean later = problem.status() == 429 || problem.status() == 503;
    return later && !problem.headers().containsKey(HttpHeaders.RETRY_AFTER)
        ? problem.withHeader(HttpHeaders.RETRY_AFTER, "1")
        : problem;
  }

  private static Problem refused(RequestRefusedException e) {
    return new Problem(
        e.httpStatus(),
        e.code(),
        String.valueOf(e.getMessage()),
        e.pointer(),
        e.rule(),
        e.todo(),
        e.refusal(),
        null,
        Map.of(),
        List.of());
  }

  private static Problem unavailable(UnavailableException failure) {
    LOG.warn("request failed: {}", failure.getMessage());
    return Problem.of(
        ReasonCode.UNAVAILABLE, "the ledger's storage must answer, but does not: ask again");
  }

  /** Nothing of the failure itself is told: it may hold what the caller may not see. */
  private static Problem internal(Throwable failure) {
    String id = "urn:uuid:" + UUID.randomUUID();
    LOG.error("request failed: {}", id, failure);
    return Problem.of(ReasonCode.INTERNAL, "the ledger failed to answer; its log has the reason")
        .withInstance(id)
        .withTodo("tell the operator the instance, and try again later");
  }
}
