package dev.laneledger.app.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers what a controller throws, or what Spring throws on the way to one. */
@RestControllerAdvice
final class ProblemAdvice {

  /**
   * Once bytes are on their way the failure is thrown on: the connection breaks off, and the client
   * does not take half an answer for a whole one.
   */
  @ExceptionHandler
  void answer(Exception failure, HttpServletResponse response) throws Exception {
    if (response.isCommitted()) {
      throw failure;
    }
    ProblemMapper.of(failure).write(response);
  }

  /** The client went away. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException failure) throws IOException {
    throw failure;
  }
}
