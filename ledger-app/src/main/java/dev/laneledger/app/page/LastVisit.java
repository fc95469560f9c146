package dev.laneledger.app.page;

import dev.laneledger.app.http.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Up to which entry a reader had seen the ledger before signing in. It stands in the reader's own
 * browser: how much was seen last, and what that was when the present visit began.
 */
final class LastVisit {
  private static final String SEEN = "ledger-seen";
  private static final String SINCE = "ledger-since";
  private static final Duration A_YEAR = Duration.ofDays(365);
  private static final Pattern SEQ = Pattern.compile("[0-9]{1,15}");

  private LastVisit() {}

  /** A new visit begins where the last one ended. */
  static void begin(Sessions sessions, HttpServletRequest request, HttpServletResponse response) {
    number(request, SEEN)
        .ifPresent(seq -> sessions.setCookie(request, response, SINCE, Long.toString(seq), A_YEAR));
  }

  /** The overview was shown up to that entry. */
  static void seen(
      Sessions sessions, HttpServletRequest request, HttpServletResponse response, long seq) {
    if (seq >= 0) {
      sessions.setCookie(request, response, SEEN, Long.toString(seq), A_YEAR);
    }
  }

  /** The last entry of the visit before this one; empty on the first. */
  static OptionalLong end(HttpServletRequest request) {
    return number(request, SINCE);
  }

  private static OptionalLong number(HttpServletRequest request, String cookie) {
    String text = Sessions.cookie(request, cookie);
    return text != null && SEQ.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
