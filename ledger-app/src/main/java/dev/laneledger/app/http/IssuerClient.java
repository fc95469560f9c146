package dev.laneledger.app.http;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.web.client.RestClient;

/**
 * The ledger as a client of the issuer: what its metadata says, read once, and its token endpoint.
 */
final class IssuerClient {
  private static final String ID = "issuer";

  private final OidcIssuer issuer;
  private final @Nullable String secret;
  private final OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens =
      patient();
  private volatile @Nullable ClientRegistration known;

  IssuerClient(OidcIssuer issuer, @Nullable String secret) {
    this.issuer = issuer;
    this.secret = secret;
  }

  OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens() {
    return tokens;
  }

  /**
   * Asks the issuer until it has answered once.
   *
   * @throws RuntimeException if it does not, or not for the issuer that is trusted
   */
  ClientRegistration registration() {
    ClientRegistration registration = known;
    if (registration == null) {
      registration = asked();
      known = registration;
    }
    return registration;
  }

  private ClientRegistration asked() {
    ClientRegistration.Builder builder =
        ClientRegistrations.fromOidcIssuerLocation(issuer.issuer().toString())
            .registrationId(ID)
            .clientId(Objects.requireNonNull(issuer.client()).id())
            .redirectUri("{baseUrl}" + IssuerSignIn.BACK)
            .scope(OidcScopes.OPENID, OidcScopes.PROFILE);
    ClientRegistration registration =
        secret == null
            ? builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build()
            : builder.clientSecret(secret).build();
    OidcIssuer.requireSafe(URI.create(registration.getProviderDetails().getTokenUri()));
    OidcIssuer.requireSafe(URI.create(registration.getProviderDetails().getAuthorizationUri()));
    return registration;
  }

  private static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> patient() {
    RestClientAuthorizationCodeTokenResponseClient client =
        new RestClientAuthorizationCodeTokenResponseClient();
    client.setRestClient(
        RestClient.builder()
            .requestFactory(OidcAuthenticator.requests())
            .configureMessageConverters(converters ->
                converters
                    .addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return client;
  }
}
