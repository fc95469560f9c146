package dev.laneledger.app.http;

import dev.laneledger.api.event.Role;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Admits by the signed tokens of one issuer (RFC 7519, OpenID Connect Discovery). A token counts if
 * it is signed with RS256, PS256 or ES256 by a key that the issuer publishes, names issuer and
 * audience, has a time of expiry that has not come, and holds exactly one role. It never says who a
 * principal is beyond that: the ledger's registration decides.
 *
 * <p>ID tokens, which name the ledger's client as their audience, are judged by the same code; they
 * count for the session of the browser that was sent for them, and not as bearer tokens.
 */
public final class OidcAuthenticator implements TokenAuthenticator {
  private static final Logger LOG = LoggerFactory.getLogger(OidcAuthenticator.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,128}");
  private static final Set<String> ROLES =
      Arrays.stream(Role.values())
          .map(role -> role.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private final OidcIssuer issuer;
  private final JwtDecoder decoder;

  /** The issuer is asked for its keys at the first token, so that a ledger starts without it. */
  private OidcAuthenticator(OidcIssuer issuer, String audience) {
    this.issuer = issuer;
    this.decoder = new SupplierJwtDecoder(() -> decoder(issuer, audience));
  }

  /** Of bearer tokens, which are meant for the configured audience. */
  public static OidcAuthenticator ofBearers(OidcIssuer issuer) {
    return new OidcAuthenticator(issuer, issuer.audience());
  }

  /** Of ID tokens, which are meant for the ledger's client. */
  public static OidcAuthenticator ofIdTokens(OidcIssuer issuer, OidcIssuer.Client client) {
    return new OidcAuthenticator(issuer, client.id());
  }

  /** Checks everything of a token but its role and its principal. */
  JwtDecoder decoder() {
    return decoder;
  }

  /** Whether the text has the form of a signed token: three parts, which no other token has. */
  public static boolean isJwt(String token) {
    return token.chars().filter(c -> c == '.').count() == 2;
  }

  @Override
  public Optional<String> principalOf(String token) {
    try {
      return principal(decoder.decode(token));
    } catch (BadJwtException e) {
      return Optional.empty();
    } catch (RuntimeException e) { // the issuer cannot be asked: nobody is admitted
      LOG.warn("a token of {} cannot be checked: {}", issuer.issuer(), e.getClass().getName());
      return Optional.empty();
    }
  }

  private Optional<String> principal(Jwt jwt) {
    List<String> roles =
        texts(jwt.getClaims().get(issuer.roleClaim())).filter(ROLES::contains).distinct().toList();
    return jwt.getClaims().get(issuer.nameClaim()) instanceof String name
            && NAME.matcher(name).matches()
            && roles.size() == 1
        ? Optional.of(roles.getFirst() + ":" + name)
        : Optional.empty();
  }

  private static Stream<String> texts(@Nullable Object claim) {
    return switch (claim) {
      case String text -> Stream.of(text);
      case Collection<?> many ->
          many.stream().filter(String.class::isInstance).map(String.class::cast);
      case null, default -> Stream.of();
    };
  }

  private static JwtDecoder decoder(OidcIssuer issuer, String audience) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withIssuerLocation(issuer.issuer().toString())
            .jwsAlgorithms(a ->
                a.addAll(
                    List.of(
                        SignatureAlgorithm.RS256,
                        SignatureAlgorithm.PS256,
                        SignatureAlgorithm.ES256)))
            .restOperations(patient())
            .build();
    decoder.setJwtValidator(validator(issuer, audience));
    return decoder;
  }

  /** Spring's own check of times lets a token live on for a minute, which its end does not. */
  private static OAuth2TokenValidator<Jwt> validator(OidcIssuer issuer, String audience) {
    return new DelegatingOAuth2TokenValidator<>(
        new JwtTimestampValidator(),
        new JwtClaimValidator<Instant>(
            JwtClaimNames.EXP, end -> end != null && CLOCK.instant().isBefore(end)),
        new JwtIssuerValidator(issuer.issuer().toString()),
        new JwtClaimValidator<Collection<String>>(
            JwtClaimNames.AUD, named -> named != null && named.contains(audience)));
  }

  private static RestTemplate patient() {
    return new RestTemplate(requests());
  }

  /** Nobody waits long for an issuer, and nothing is sent where it points to. */
  static JdkClientHttpRequestFactory requests() {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(PATIENCE).build());
    requests.setReadTimeout(PATIENCE);
    return requests;
  }
}
