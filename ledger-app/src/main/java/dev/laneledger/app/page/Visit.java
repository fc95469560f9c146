package dev.laneledger.app.page;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.http.Caller;
import dev.laneledger.app.http.Parameters;
import dev.laneledger.app.http.ProblemException;
import dev.laneledger.app.http.ProgramSeen;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request for a page.
 *
 * @param programs those that the caller may read, in their order
 * @param seen the program that the page is about; null if there is none that the caller may read
 * @param now the moment of reading, RFC 3339 UTC milliseconds
 */
record Visit(
    HttpServletRequest request,
    Caller caller,
    Parameters parameters,
    List<String> programs,
    @Nullable ProgramSeen seen,
    String now) {

  /**
   * The program that the page is about.
   *
   * @throws ProblemException {@code NOT_FOUND} if there is none that the caller may read
   */
  ProgramSeen program() {
    if (seen == null) {
      throw new ProblemException(
          ReasonCode.NOT_FOUND,
          "a page must be about a program that %s may read, but there is none"
              .formatted(caller.actor()));
    }
    return seen;
  }
}
