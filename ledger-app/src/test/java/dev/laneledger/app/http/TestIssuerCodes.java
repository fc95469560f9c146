package dev.laneledger.app.http;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The authorization code flow of the issuer, strictly: one page with one button, one code for one
 * client, address and challenge, traded once.
 */
public final class TestIssuerCodes {
  private final TestIssuer issuer;
  private final Map<String, Map<String, String>> open = new ConcurrentHashMap<>();
  private volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
  private volatile String role = "auditor";
  private volatile String secret = "";
  private volatile String lastToken = "";

  TestIssuerCodes(TestIssuer issuer) {
    this.issuer = issuer;
  }

  /** Who signs in next, and what is changed in the token. */
  public void signsIn(String withRole, UnaryOperator<JWTClaimsSet.Builder> changed) {
    role = withRole;
    claims = changed;
  }

  /** What the client must prove itself with; empty: nothing. */
  public void expects(String clientSecret) {
    secret = clientSecret;
  }

  /** The token that was given last. */
  public String lastToken() {
    return lastToken;
  }

  void serve(HttpServer server) {
    server.createContext("/authorize", safely(this::authorize));
    server.createContext("/token", safely(this::token));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, String> asked = form(query);
    if (!"code".equals(asked.get("response_type"))
        || !TestIssuer.CLIENT.equals(asked.get("client_id"))
        || !"S256".equals(asked.get("code_challenge_method"))
        || !asked.get("scope").contains("openid")) {
      answer(exchange, 400, "text/plain", "not a request that this issuer takes: " + query);
      return;
    }
    if (exchange.getRequestMethod().equals("GET")) {
      String page =
          "<!DOCTYPE html><html lang=\"en\"><title>Issuer</title><link rel=\"icon\""
              + " href=\"data:,\"><form method=\"post\"><button>Continue</button></form></html>";
      answer(exchange, 200, "text/html", page);
      return;
    }
    String code = UUID.randomUUID().toString();
    open.put(code, asked);
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            asked.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + asked.get("state")
                + "&session_state=x");
    exchange.sendResponseHeaders(302, -1);
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> sent =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = open.remove(String.valueOf(sent.get("code")));
    String proof =
        Base64URL.encode(
                Hash.sha256(
                        String.valueOf(sent.get("code_verifier")).getBytes(StandardCharsets.UTF_8))
                    .bytes())
            .toString();
    if (asked == null
        || !"authorization_code".equals(sent.get("grant_type"))
        || !proof.equals(asked.get("code_challenge"))
        || !asked.get("redirect_uri").equals(sent.get("redirect_uri"))
        || !proven(exchange, sent)) {
      answer(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
      return;
    }
    lastToken = issuer.byRsa(claims.apply(idToken(asked)));
    answer(
        exchange,
        200,
        "application/json",
        "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":300,\"id_token\":\"%s\"}"
            .formatted(lastToken));
  }

  private JWTClaimsSet.Builder idToken(Map<String, String> asked) {
    return issuer
        .claims("default", role)
        .audience(TestIssuer.CLIENT)
        .issueTime(Date.from(Instant.now()))
        .claim("nonce", asked.get("nonce"));
  }

  /** RFC 6749 section 2.3.1: both are form-encoded first. */
  private boolean proven(HttpExchange exchange, Map<String, String> sent) {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (TestIssuer.CLIENT + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));
    return secret.isEmpty()
        ? TestIssuer.CLIENT.equals(sent.get("client_id"))
        : ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static Map<String, String> form(String text) {
    return Arrays.stream(text.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static HttpHandler safely(HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        handler.handle(exchange);
      } catch (RuntimeException e) {
        answer(exchange, 500, "text/plain", e.toString());
      }
    };
  }
}
