package dev.laneledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers what a controller throws, or what Spring throws on the way to one. */
@RestControllerAdvice
final class ProblemAdvice {

  /** Where the problem waits for {@link ProblemValve} when Tomcat has ended the response itself. */
  static final String ATTRIBUTE = Problem.class.getName();

  private static final int FIRST_ERROR = 400;

  /**
   * Once bytes are on their way the failure is thrown on: the connection breaks off, and the client
   * does not take half an answer for a whole one.
   */
  @ExceptionHandler
  void answer(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (!response.isCommitted()) {
      ProblemMapper.of(failure).write(response);
    } else if (failure instanceof ProblemException e && response.getStatus() >= FIRST_ERROR) {
      request.setAttribute(ATTRIBUTE, e.problem());
    } else {
      throw failure;
    }
  }

  /** The client went away. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException failure) throws IOException {
    throw failure;
  }
}
