package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Browsers that have signed in. A session is 256 random bits in a cookie that no script reads and
 * no other site sends; the token that it stands for stays here, in memory, and is asked again at
 * every request, so that it ends when the token or its principal does.
 */
public final class Sessions implements CsrfTokenRepository {
  /** The cookie's name. */
  public static final String COOKIE = "ledger-session";

  /** A person signs in again after so long. */
  private static final Duration LENGTH = Duration.ofHours(12);

  /** The oldest session ends when there are more. */
  private static final int MOST = 10_000;

  private static final int RANDOM_BYTES = 32;
  private static final String CSRF_HEADER = "X-CSRF-TOKEN";
  private static final String CSRF_PARAMETER = "_csrf";

  private final TokenAuthenticator tokens;
  private final FailedLogins failures;
  private final boolean secure;
  private final LongSupplier nanoClock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> open = new LinkedHashMap<>();

  Sessions(
      TokenAuthenticator tokens, FailedLogins failures, boolean secure, LongSupplier nanoClock) {
    this.tokens = tokens;
    this.failures = failures;
    this.secure = secure;
    this.nanoClock = nanoClock;
  }

  /** Whose browser it is, {@code by} says at every request. */
  private record Session(String token, TokenAuthenticator by, String csrf, long began) {}

  /**
   * Opens a session for the one whom the token stands for, and gives the principal.
   *
   * @throws ProblemException {@code UNAUTHENTICATED}, or {@code RATE_LIMITED} after too many of
   *     them
   */
  public String signIn(String token, HttpServletRequest request, HttpServletResponse response) {
    Optional<String> principal = tokens.principalOf(token.strip());
    if (principal.isEmpty()) {
      throw refused(
          Problem.of(ReasonCode.UNAUTHENTICATED, "the token must be one that stands, but is not")
              .withTodo("paste the whole line of the token's file"),
          request);
    }
    open(token.strip(), tokens, request, response);
    return principal.get();
  }

  /** Enters a sign-in that admits nobody; what to throw is the problem, or that they are many. */
  ProblemException refused(Problem problem, HttpServletRequest request) {
    String address = request.getRemoteAddr();
    long wait = failures.count(address);
    return new ProblemException(wait > 0 ? FailedLogins.tooMany(address, wait) : problem);
  }

  /** A session of its own, under a new name, for whom the token stands; the one before ends. */
  void open(
      String token,
      TokenAuthenticator by,
      HttpServletRequest request,
      HttpServletResponse response) {
    signOut(request, response);
    String id = fresh();
    synchronized (open) {
      open.put(id, new Session(token, by, fresh(), nanoClock.getAsLong()));
      if (open.size() > MOST) {
        open.remove(open.keySet().iterator().next());
      }
    }
    setCookie(request, response, COOKIE, id, LENGTH);
  }

  /** Ends the request's session, if it has one. */
  public void signOut(HttpServletRequest request, HttpServletResponse response) {
    @Nullable String id = cookie(request, COOKIE);
    if (id != null) {
      synchronized (open) {
        open.remove(id);
      }
      setCookie(request, response, COOKIE, "", Duration.ZERO);
    }
  }

  /** The principal of the request's session; empty if there is none, or its token ended. */
  public Optional<String> principal(HttpServletRequest request) {
    return session(request).flatMap(session -> session.by.principalOf(session.token));
  }

  /** Sets a cookie that no script reads and no other site sends. */
  public void setCookie(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      Duration length) {
    addCookie(request, response, ResponseCookie.from(name, value).sameSite("Strict"), length);
  }

  /** The same, but it comes along when a link of another site leads here. */
  void setLinkedCookie(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      Duration length) {
    addCookie(request, response, ResponseCookie.from(name, value).sameSite("Lax"), length);
  }

  private void addCookie(
      HttpServletRequest request,
      HttpServletResponse response,
      ResponseCookie.ResponseCookieBuilder cookie,
      Duration length) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        cookie
            .httpOnly(true)
            .secure(secure || request.isSecure())
            .path("/")
            .maxAge(length)
            .build()
            .toString());
  }

  /** Where the browser sees this server: scheme, host and port. */
  String origin(HttpServletRequest request) {
    String scheme = secure || request.isSecure() ? "https" : "http";
    return scheme + "://" + request.getHeader(HttpHeaders.HOST);
  }

  /** The value of a cookie; null without one. */
  public static @Nullable String cookie(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? null
        : Arrays.stream(cookies)
            .filter(c -> c.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst()
            .orElse(null);
  }

  private Optional<Session> session(HttpServletRequest request) {
    @Nullable String id = cookie(request, COOKIE);
    synchronized (open) {
      Session session = id == null ? null : open.get(id);
      if (session != null && nanoClock.getAsLong() - session.began > LENGTH.toNanos()) {
        open.remove(id);
        return Optional.empty();
      }
      return Optional.ofNullable(session);
    }
  }

  private String fresh() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A token that no session has. */
  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return new DefaultCsrfToken(CSRF_HEADER, CSRF_PARAMETER, fresh());
  }

  /** It came with the session, and stays. */
  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    // nothing to keep
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return session(request)
        .map(s -> new DefaultCsrfToken(CSRF_HEADER, CSRF_PARAMETER, s.csrf))
        .orElse(null);
  }
}
