package dev.laneledger.app.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers in Tomcat's stead where no controller came into play: malformed requests, what the
 * firewall rejects, failures of filters.
 */
final class ProblemValve extends ErrorReportValve {
  private static final int FIRST_ERROR = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < FIRST_ERROR
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    Problem problem =
        failure == null ? ProblemMapper.ofStatus(response.getStatus()) : ProblemMapper.of(failure);
    try {
      problem.write(response.getResponse());
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("no problem could be sent", e);
    }
  }
}
