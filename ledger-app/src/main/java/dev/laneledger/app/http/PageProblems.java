package dev.laneledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows a problem to a person, where a browser asked for a page. */
@FunctionalInterface
public interface PageProblems {
  /** Whether it has answered; otherwise the answer is the problem itself. */
  boolean answered(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
