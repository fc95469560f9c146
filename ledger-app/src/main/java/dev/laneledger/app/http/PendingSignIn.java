package dev.laneledger.app.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * A sign-in whose browser is away at the issuer. The browser keeps it, so that the server keeps
 * nothing for those who never come back: {@code state "." nonce "." verifier "." to}, each 256
 * random bits in base64url, and the path in base64url.
 *
 * @param state what the answer must bring
 * @param nonce whose SHA-256 the ID token must name
 * @param verifier whose SHA-256 the request names (RFC 7636), and which trades the code
 * @param to the path to go on to
 */
record PendingSignIn(String state, String nonce, String verifier, String to) {
  private static final Pattern TEXT =
      Pattern.compile(
          "([A-Za-z0-9_-]{43})[.]([A-Za-z0-9_-]{43})[.]([A-Za-z0-9_-]{43})[.]([A-Za-z0-9_-]{1,2730})");
  private static final int LONGEST = 2_000;
  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  static PendingSignIn begin(String to) {
    return new PendingSignIn(fresh(), fresh(), fresh(), to.length() > LONGEST ? "/" : to);
  }

  /** The inverse of {@link #text}; empty for anything else. */
  static Optional<PendingSignIn> parse(@Nullable String text) {
    Matcher parts = TEXT.matcher(text == null ? "" : text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      String to = new String(Base64.getUrlDecoder().decode(parts.group(4)), StandardCharsets.UTF_8);
      return Optional.of(new PendingSignIn(parts.group(1), parts.group(2), parts.group(3), to));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    String path = BASE64.encodeToString(to.getBytes(StandardCharsets.UTF_8));
    return String.join(".", state, nonce, verifier, path);
  }

  /** What the issuer is asked; the same whenever it is made. */
  OAuth2AuthorizationRequest request(ClientRegistration client, String back) {
    return OAuth2AuthorizationRequest.authorizationCode()
        .clientId(client.getClientId())
        .authorizationUri(Objects.requireNonNull(client.getProviderDetails().getAuthorizationUri()))
        .redirectUri(back)
        .scopes(client.getScopes())
        .state(state)
        .additionalParameters(
            Map.of(
                OidcParameterNames.NONCE, sha256(nonce),
                PkceParameterNames.CODE_CHALLENGE, sha256(verifier),
                PkceParameterNames.CODE_CHALLENGE_METHOD, "S256"))
        .attributes(
            Map.of(
                OAuth2ParameterNames.REGISTRATION_ID, client.getRegistrationId(),
                OidcParameterNames.NONCE, nonce,
                PkceParameterNames.CODE_VERIFIER, verifier))
        .build();
  }

  private static String fresh() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return BASE64.encodeToString(bytes);
  }

  private static String sha256(String text) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
