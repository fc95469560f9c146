package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Where a sender expects its stream to end (RFC 9110 section 13.1): {@code If-Match: "7"} at
 * streamseq 7, {@code If-None-Match: *} nowhere yet.
 */
final class ExpectedEnd {
  private static final Pattern TAG = Pattern.compile("\"(0|[1-9][0-9]{0,14})\"");

  private ExpectedEnd() {}

  /**
   * streamseq of the last event that is expected, −1 for none; null: nothing is expected.
   *
   * @throws ProblemException {@code REQUEST_INVALID} for another form
   */
  static @Nullable Long of(HttpServletRequest request) {
    String match = request.getHeader(HttpHeaders.IF_MATCH);
    String noneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (match == null && noneMatch == null) {
      return null;
    }
    if (match == null && "*".equals(noneMatch)) {
      return -1L;
    }
    Matcher tag = TAG.matcher(match == null ? "" : match);
    if (noneMatch != null || !tag.matches()) {
      throw new ProblemException(
          ReasonCode.REQUEST_INVALID,
          "an append's condition must be If-Match: \"STREAMSEQ\" or If-None-Match: *, but was: "
              + (match == null ? noneMatch : match));
    }
    return Long.parseLong(tag.group(1));
  }

  /** The tag of a stream that ends there; of a new one there is none. */
  static Problem with(Problem problem, long actual) {
    return actual < 0 ? problem : problem.withHeader(HttpHeaders.ETAG, "\"" + actual + "\"");
  }
}
