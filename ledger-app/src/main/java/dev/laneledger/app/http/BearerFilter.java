package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bearer tokens (RFC 6750 section 2.1): in the header only, never in a URL or a body. A request
 * without that header is its session's.
 */
final class BearerFilter extends OncePerRequestFilter {
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]{1,4096}=*)");

  private final TokenAuthenticator tokens;
  private final FailedLogins failures;
  private final Sessions sessions;

  BearerFilter(TokenAuthenticator tokens, FailedLogins failures, Sessions sessions) {
    this.tokens = tokens;
    this.failures = failures;
    this.sessions = sessions;
  }

  /** A request whose token stands for a principal. */
  static final class Bearer extends AbstractAuthenticationToken {
    private final String principal;

    Bearer(String principal) {
      super(
          AuthorityUtils.createAuthorityList(
              "ROLE_" + principal.substring(0, principal.indexOf(':')).toUpperCase(Locale.ROOT)));
      this.principal = principal;
      setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
      return principal;
    }

    /** The token itself is not kept. */
    @Override
    public Object getCredentials() {
      return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bearer b && super.equals(b) && principal.equals(b.principal);
    }

    @Override
    public int hashCode() {
      return principal.hashCode();
    }
  }

  /** A request without a token or a session goes on as nobody; one with a wrong token ends here. */
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    if (headers.isEmpty()) {
      sessions.principal(request).ifPresent(BearerFilter::admit);
      chain.doFilter(request, response);
      return;
    }
    Optional<String> principal = headers.size() == 1 ? principal(headers.get(0)) : Optional.empty();
    if (principal.isEmpty()) {
      long wait = failures.count(request.getRemoteAddr());
      Problem problem =
          wait == 0
              ? unauthenticated("the bearer token must be one that stands, but is not", true)
              : FailedLogins.tooMany(request.getRemoteAddr(), wait);
      problem.write(response);
      return;
    }
    admit(principal.get());
    chain.doFilter(request, response);
  }

  private static void admit(String principal) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new Bearer(principal));
    SecurityContextHolder.setContext(context);
  }

  /** The answer to a request without a token, where there has to be one. */
  static Problem unauthenticated() {
    return unauthenticated("a request must carry a bearer token, but carries none", false);
  }

  private static Problem unauthenticated(String detail, boolean invalid) {
    return Problem.of(ReasonCode.UNAUTHENTICATED, detail)
        .withTodo("send the header Authorization: Bearer and a token of this ledger")
        .withHeader(
            HttpHeaders.WWW_AUTHENTICATE,
            "Bearer realm=\"laneledger\"" + (invalid ? ", error=\"invalid_token\"" : ""));
  }

  private Optional<String> principal(String header) {
    return token(header).flatMap(tokens::principalOf);
  }

  /** The token that a request carries, whether it stands or not. */
  static Optional<String> token(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .flatMap(BearerFilter::token);
  }

  private static Optional<String> token(String header) {
    Matcher credentials = CREDENTIALS.matcher(header);
    return credentials.matches() ? Optional.of(credentials.group(1)) : Optional.empty();
  }
}
