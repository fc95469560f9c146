package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Signing in at the issuer: the authorization code flow of OpenID Connect Core 1.0 section 3.1,
 * with PKCE (RFC 7636), {@code state} and {@code nonce}. What comes of it is an ID token, and a
 * session that stands for it. Whatever is not as it must be ends as a {@link ProblemException}, and
 * opens nothing.
 */
public final class IssuerSignIn {
  /** Where the issuer sends browsers back to. */
  public static final String BACK = "/sign-in/issuer/back";

  private static final Logger LOG = LoggerFactory.getLogger(IssuerSignIn.class);

  /** What a browser keeps while it is away; it must come along from the issuer's site. */
  private static final String COOKIE = "ledger-sign-in";

  private static final Duration AWAY = Duration.ofMinutes(10);
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");
  private static final int LONGEST = 4096;
  private static final String AGAIN = "begin again at the ledger's sign-in page";

  private final OidcIssuer issuer;
  private final IssuerClient client;
  private final OidcAuthenticator idTokens;
  private final TokenAuthenticator registered;

  /**
   * For one issuer, which is asked at the first sign-in.
   *
   * @param secret of the client; null for a public one
   * @param registered the principals of those ID tokens, as far as the ledger knows them
   */
  public IssuerSignIn(
      OidcIssuer issuer,
      @Nullable String secret,
      OidcAuthenticator idTokens,
      TokenAuthenticator registered) {
    this.issuer = issuer;
    this.client = new IssuerClient(issuer, secret);
    this.idTokens = idTokens;
    this.registered = registered;
  }

  /** The issuer as a reader knows it: its host. */
  public String name() {
    return String.valueOf(issuer.issuer().getHost());
  }

  /**
   * Sends a browser away.
   *
   * @param to a path of this server, which comes back with the browser
   * @return where to
   * @throws ProblemException {@code UNAUTHENTICATED} if the issuer cannot be asked
   */
  public URI begin(
      String to, Sessions sessions, HttpServletRequest request, HttpServletResponse response) {
    PendingSignIn pending = PendingSignIn.begin(to);
    URI there =
        URI.create(
            pending
                .request(registration(sessions, request), sessions.origin(request) + BACK)
                .getAuthorizationRequestUri());
    sessions.setLinkedCookie(request, response, COOKIE, pending.text(), AWAY);
    return there;
  }

  /**
   * Opens a session for whom the issuer has signed in.
   *
   * @return the path that {@link #begin} was given
   * @throws ProblemException {@code UNAUTHENTICATED}; {@code RATE_LIMITED} after too many of them
   */
  public String end(Sessions sessions, HttpServletRequest request, HttpServletResponse response) {
    Optional<PendingSignIn> pending = PendingSignIn.parse(Sessions.cookie(request, COOKIE));
    sessions.setLinkedCookie(request, response, COOKIE, "", Duration.ZERO);
    String state = one(request, "state");
    if (pending.isEmpty() || !same(pending.get().state(), state)) {
      throw sessions.refused(
          problem("an issuer's answer must be to a sign-in that this browser began, but is not"),
          request);
    }
    String token = idToken(pending.get(), state, sessions, request);
    if (registered.principalOf(token).isEmpty()) {
      throw sessions.refused(unknown(token), request);
    }
    sessions.open(token, registered, request, response);
    return pending.get().to();
  }

  private String idToken(
      PendingSignIn pending, String state, Sessions sessions, HttpServletRequest request) {
    String code = one(request, "code");
    if (code.isEmpty()) {
      String error = one(request, "error");
      throw sessions.refused(
          problem(
              "the issuer must answer with a code, but says: "
                  + (ERROR.matcher(error).matches() ? error : "nothing that is known here")),
          request);
    }
    ClientRegistration registration = registration(sessions, request);
    String back = sessions.origin(request) + BACK;
    OAuth2AuthorizationResponse answer =
        OAuth2AuthorizationResponse.success(code).state(state).redirectUri(back).build();
    try {
      return traded(
          registration,
          new OAuth2AuthorizationExchange(pending.request(registration, back), answer));
    } catch (RuntimeException e) { // by the issuer, on the way, or by a check: nobody is admitted
      LOG.warn("a sign-in at {} came to nothing: {}", issuer.issuer(), reason(e));
      throw sessions.refused(
          problem("the issuer must trade the code for a token that stands, but: " + reason(e)),
          request);
    }
  }

  private String traded(ClientRegistration registration, OAuth2AuthorizationExchange exchange) {
    OidcAuthorizationCodeAuthenticationProvider provider =
        new OidcAuthorizationCodeAuthenticationProvider(
            client.tokens(), asked -> new DefaultOidcUser(List.of(), asked.getIdToken()));
    provider.setJwtDecoderFactory(this::decoder);
    Authentication signedIn =
        provider.authenticate(new OAuth2LoginAuthenticationToken(registration, exchange));
    if (signedIn == null || !(signedIn.getPrincipal() instanceof OidcUser user)) {
      throw new BadJwtException("the issuer must give an ID token, but gave none");
    }
    return user.getIdToken().getTokenValue();
  }

  /** As every token of the issuer is checked, and as OpenID Connect Core 3.1.3.7 adds. */
  private JwtDecoder decoder(ClientRegistration registration) {
    return token -> {
      Jwt jwt = idTokens.decoder().decode(token);
      OAuth2TokenValidatorResult more = new OidcIdTokenValidator(registration).validate(jwt);
      if (more.hasErrors()) {
        throw new BadJwtException("the claims of an ID token must be as OpenID Connect has them");
      }
      return jwt;
    };
  }

  private ClientRegistration registration(Sessions sessions, HttpServletRequest request) {
    try {
      return client.registration();
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be asked: {}", issuer.issuer(), e.getClass().getName());
      throw sessions.refused(
          problem("the issuer must say where browsers sign in, but cannot be asked")
              .withTodo("sign in with a token, or try again later"),
          request);
    }
  }

  private Problem unknown(String token) {
    return problem(
            "the issuer's token for %s must hold exactly one role in the claim %s, and with the name in the claim %s be a principal that is registered here, but is not"
                .formatted(
                    idTokens.decoder().decode(token).getSubject(),
                    issuer.roleClaim(),
                    issuer.nameClaim()))
        .withTodo(
            "ask the issuer's administrator for the role, or the ledger's to register the principal");
  }

  private static Problem problem(String detail) {
    return Problem.of(ReasonCode.UNAUTHENTICATED, detail).withTodo(AGAIN);
  }

  /** In words that hold nothing of a token, a code or a secret. */
  private static String reason(RuntimeException failure) {
    return switch (failure) {
      case OAuth2AuthenticationException e -> known(e.getError().getErrorCode());
      case OAuth2AuthorizationException e -> known(e.getError().getErrorCode());
      case JwtException _ -> "invalid_id_token";
      default -> "the issuer cannot be asked";
    };
  }

  private static String known(String code) {
    return ERROR.matcher(code).matches() ? code : "another error";
  }

  /** The parameter's value; empty without one, with several, and if it is too long. */
  private static String one(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values != null && values.length == 1 && values[0].length() <= LONGEST ? values[0] : "";
  }

  private static boolean same(String expected, String actual) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
  }
}
