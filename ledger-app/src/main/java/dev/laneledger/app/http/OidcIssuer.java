package dev.laneledger.app.http;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose signed tokens (OpenID Connect) admit principals as well.
 *
 * @param issuer exactly as in the claim {@code iss}; its metadata stands below {@code
 *     /.well-known/openid-configuration}. https, or http on this machine
 * @param audience what the claim {@code aud} must name
 * @param roleClaim holds the role in lower case, alone or in a list with words of other meanings
 * @param nameClaim holds the name; with the role it must be a registered principal
 * @param client as what the ledger is known there, so that browsers can be sent to sign in; null:
 *     they cannot
 */
public record OidcIssuer(
    URI issuer, String audience, String roleClaim, String nameClaim, @Nullable Client client) {

  /**
   * The ledger as a client of the issuer.
   *
   * @param secretFile holds its secret and is open to its owner only; null: a public client, which
   *     PKCE alone holds to its own codes
   */
  public record Client(String id, @Nullable Path secretFile) {}

  /**
   * @throws IllegalArgumentException if the issuer could be anybody on the way to it
   */
  public OidcIssuer {
    requireSafe(issuer);
  }

  /** Where secrets are sent to, and keys come from. */
  static void requireSafe(URI issuer) {
    String host = String.valueOf(issuer.getHost());
    boolean here = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
    if (!"https".equals(issuer.getScheme()) && !(here && "http".equals(issuer.getScheme()))) {
      throw new IllegalArgumentException(
          "an issuer must be an https URL, but is " + issuer + ": its keys decide who gets in");
    }
  }
}
