package dev.laneledger.app.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * An OpenID Connect issuer on this machine: its metadata, its keys, the tokens it signs, and the
 * authorization code flow with PKCE. It is called by another host name than the ledger, as another
 * site.
 */
public final class TestIssuer implements AutoCloseable {
  static final String AUDIENCE = "the-ledger";

  /** The client that a ledger is to this issuer. */
  public static final String CLIENT = "ledger-client";

  final RSAKey rsa;
  final ECKey ec;
  private final HttpServer server;
  private final TestIssuerCodes codes;

  public TestIssuer() throws IOException, JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("r").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(
        "/.well-known/openid-configuration",
        """
        {"issuer":"%1$s","jwks_uri":"%1$s/jwks","authorization_endpoint":"%1$s/authorize",\
        "token_endpoint":"%1$s/token","subject_types_supported":["public"],\
        "response_types_supported":["code"],"id_token_signing_alg_values_supported":["RS256"]}\
        """
            .formatted(url()));
    serve("/jwks", new JWKSet(List.of(rsa, ec)).toPublicJWKSet().toString());
    codes = new TestIssuerCodes(this);
    codes.serve(server);
    server.start();
  }

  /** What the flow does with codes, and what is wrong with it. */
  public TestIssuerCodes codes() {
    return codes;
  }

  private void serve(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  OidcIssuer issuer() {
    return new OidcIssuer(url(), AUDIENCE, "ledger_role", "sub", null);
  }

  /** The same, which the ledger sends browsers to. */
  public OidcIssuer issuer(OidcIssuer.Client client) {
    return new OidcIssuer(url(), AUDIENCE, "ledger_role", "sub", client);
  }

  /** Claims in which nothing is wrong. */
  JWTClaimsSet.Builder claims(String name, Object role) {
    return new JWTClaimsSet.Builder()
        .issuer(url().toString())
        .audience(AUDIENCE)
        .subject(name)
        .claim("ledger_role", role)
        .expirationTime(Date.from(Instant.now().plusSeconds(300)));
  }

  String byRsa(JWTClaimsSet.Builder claims) {
    return signed(JWSAlgorithm.RS256, "r", claims, () -> new RSASSASigner(rsa));
  }

  String byEc(JWTClaimsSet.Builder claims) {
    return signed(JWSAlgorithm.ES256, "e", claims, () -> new ECDSASigner(ec));
  }

  /** Signed with the published key, as if it were a shared secret. */
  String byPublicKeyAsSecret(JWTClaimsSet.Builder claims) {
    return signed(
        JWSAlgorithm.HS256, "r", claims, () -> new MACSigner(rsa.toPublicKey().getEncoded()));
  }

  /** Signed with a key of somebody else under the name of the issuer's. */
  static String byStranger(JWTClaimsSet.Builder claims) {
    return signed(
        JWSAlgorithm.RS256,
        "r",
        claims,
        () -> new RSASSASigner(new RSAKeyGenerator(2048).generate()));
  }

  /** Algorithm "none". */
  static String unsigned(JWTClaimsSet.Builder claims) {
    return new PlainJWT(claims.build()).serialize();
  }

  private interface Signing {
    JWSSigner signer() throws JOSEException;
  }

  private static String signed(
      JWSAlgorithm algorithm, String key, JWTClaimsSet.Builder claims, Signing signing) {
    try {
      SignedJWT jwt =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims.build());
      jwt.sign(signing.signer());
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
