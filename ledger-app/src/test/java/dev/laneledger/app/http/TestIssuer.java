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

/** An OpenID Connect issuer on this machine: its metadata, its keys, and the tokens it signs. */
final class TestIssuer implements AutoCloseable {
  static final String AUDIENCE = "the-ledger";

  final RSAKey rsa;
  final ECKey ec;
  private final HttpServer server;

  TestIssuer() throws IOException, JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("r").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/jwks\"}".formatted(url(), url()));
    serve("/jwks", new JWKSet(List.of(rsa, ec)).toPublicJWKSet().toString());
    server.start();
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

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  OidcIssuer issuer() {
    return new OidcIssuer(url(), AUDIENCE, "ledger_role", "sub");
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
