package dev.laneledger.app.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Answers in Tomcat's stead where no controller came into play: malformed requests, what the
 * firewall rejects, failures of filters.
 */
final class ProblemValve extends ErrorReportValve {
  private static final int FIRST_ERROR = 400;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;
  private static final List<String> PARSERS =
      List.of("org.apache.coyote.http11.", "org.apache.tomcat.util.http.parser.");

  /** From here on the ledger is at fault, below the request. */
  private static final int FIRST_FAULT = 500;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < FIRST_ERROR || response.getContentWritten() > 0) {
      return;
    }
    Problem problem = problem(request, response.getStatus(), failure);
    try {
      problem.write(response.getResponse());
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("no problem could be sent", e);
    }
  }

  /**
   * Of some request lines and hosts Tomcat says that it failed, although it could not read them.
   */
  private static boolean isOfParser(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length > 0 && PARSERS.stream().anyMatch(trace[0].getClassName()::startsWith);
  }

  /** Tomcat then leaves the headers unread, and calls the request bad for having none. */
  private static boolean isStopping(Request request) {
    return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
        && protocol.isPaused();
  }

  private static Problem problem(Request request, int status, @Nullable Throwable failure) {
    if (request.getAttribute(ProblemAdvice.ATTRIBUTE) instanceof Problem parked) {
      return parked;
    }
    if (status == BAD_REQUEST && isStopping(request)) {
      return ProblemMapper.ofStatus(UNAVAILABLE);
    }
    if (failure == null || status < FIRST_FAULT) {
      return ProblemMapper.ofStatus(status);
    }
    if (isOfParser(failure)) {
      return ProblemMapper.ofStatus(BAD_REQUEST);
    }
    return ProblemMapper.of(
        failure instanceof ServletException e && e.getCause() != null ? e.getCause() : failure);
  }
}
