package dev.laneledger.app.http;

import java.net.URI;

/**
 * Whose signed tokens (OpenID Connect) admit principals as well.
 *
 * @param issuer exactly as in the claim {@code iss}; its metadata stands below {@code
 *     /.well-known/openid-configuration}. https, or http on this machine
 * @param audience what the claim {@code aud} must name
 * @param roleClaim holds the role in lower case, alone or in a list with words of other meanings
 * @param nameClaim holds the name; with the role it must be a registered principal
 */
public record OidcIssuer(URI issuer, String audience, String roleClaim, String nameClaim) {
  /**
   * @throws IllegalArgumentException if the issuer could be anybody on the way to it
   */
  public OidcIssuer {
    String host = String.valueOf(issuer.getHost());
    boolean here = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
    if (!"https".equals(issuer.getScheme()) && !(here && "http".equals(issuer.getScheme()))) {
      throw new IllegalArgumentException(
          "an issuer must be an https URL, but is " + issuer + ": its keys decide who gets in");
    }
  }
}
