package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 429 to a principal, or to an address that sends no token, beyond its rate. */
final class RateFilter extends OncePerRequestFilter {
  private final RequestRate rate;
  private final TokenBuckets buckets;

  RateFilter(RequestRate rate, LongSupplier nanoClock) {
    this.rate = rate;
    this.buckets =
        new TokenBuckets(Math.max(1, rate.burst()), Math.max(1, rate.perSecond()), nanoClock);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String who = who(request);
    long wait = rate.perSecond() == 0 ? 0 : buckets.take(who);
    if (wait == 0) {
      chain.doFilter(request, response);
    } else {
      tooMany(who, rate.perSecond() + " requests a second", wait).write(response);
    }
  }

  private static String who(HttpServletRequest request) {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof BearerFilter.Bearer bearer
        ? bearer.getName()
        : "the address " + request.getRemoteAddr();
  }

  static Problem tooMany(String who, String limit, long wait) {
    return Problem.of(
            ReasonCode.RATE_LIMITED, "at most " + limit + " are taken, but " + who + " sent more")
        .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
  }
}
