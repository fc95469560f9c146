package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is refused before any controller, and what controllers of any kind may throw. */
class EdgeTest {
  private static ConfigurableApplicationContext application;
  private static Wire wire;

  @Import(EdgeConfiguration.class)
  static class Application {
    @Bean
    TokenAuthenticator tokens() {
      return token ->
          switch (token) {
            case "good" -> Optional.of("lane:t1");
            case "busy" -> Optional.of("lane:busy");
            default -> Optional.empty();
          };
    }

    @Bean
    AccessRules rules() {
      return requests ->
          requests.requestMatchers("/v1/fails", "/v1/who", "/v1/bytes").authenticated();
    }

    @Bean
    RequestRate rate() {
      return new RequestRate(1, 60);
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    Probe probe() {
      return new Probe();
    }
  }

  @RestController
  static class Probe {
    @GetMapping("/v1/fails")
    String fails() {
      throw new IllegalStateException("secret of the house");
    }

    @GetMapping("/v1/unlisted")
    String unlisted() {
      return "nobody may see this";
    }

    @GetMapping("/v1/who")
    String who(Principal principal) {
      return principal.getName();
    }

    @PostMapping("/v1/bytes")
    String bytes(HttpServletRequest request) {
      Bodies.mediaType(request, List.of("text/plain"));
      Parameters.of(request, "n");
      return "" + Bodies.read(request, 1_000).length;
    }
  }

  @BeforeAll
  static void start() {
    application =
        SpringApplication.run(
            Application.class, "--server.port=0", "--server.tomcat.connection-timeout=500ms");
    wire = new Wire(((ServletWebServerApplicationContext) application).getWebServer().getPort());
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void a_token_stands_for_its_principal() {
    assertThat(wire.get("good", "/v1/who").text()).isEqualTo("lane:t1");
  }

  @Test
  void without_a_token_nothing_is_told_not_even_what_exists() {
    for (String path : new String[] {"/v1/who", "/v1/nothing", "/", "/error", "/actuator"}) {
      Wire.Answer answer = wire.get("", path).isProblem(401, "UNAUTHENTICATED");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"laneledger\"");
    }
  }

  @Test
  void what_no_rule_speaks_of_is_open_to_nobody() {
    wire.get("good", "/v1/unlisted").isProblem(404, "NOT_FOUND");
    wire.get("", "/v1/unlisted").isProblem(401, "UNAUTHENTICATED");
  }

  @Test
  void tokens_that_admit_nobody_are_counted() {
    MeterRegistry meters = application.getBean(MeterRegistry.class);
    double before = meters.counter("laneledger.authentication.failed").count();

    wire.get("bad", "/v1/who");
    wire.get("good", "/v1/who");
    wire.get("", "/v1/who");

    assertThat(meters.counter("laneledger.authentication.failed").count()).isEqualTo(before + 1);
  }

  @Test
  void a_principal_that_sends_too_much_waits_and_nobody_else_does() {
    Wire.Answer last = wire.get("busy", "/v1/who");
    for (int i = 0; i < 100 && last.status() == 200; i++) {
      last = wire.get("busy", "/v1/who");
    }

    assertThat(last.isProblem(429, "RATE_LIMITED").header("Retry-After")).isEqualTo("1");
    assertThat(last.text()).contains("1 requests a second", "lane:busy");
    assertThat(wire.get("good", "/v1/who").status()).isEqualTo(200);
  }

  @Test
  void whoever_sends_one_wrong_token_after_another_waits() throws IOException {
    String last = wrongFromElsewhere();
    for (int i = 0; i < 300 && last.startsWith("HTTP/1.1 401"); i++) {
      last = wrongFromElsewhere();
    }

    Wire.assertProblem(last, 429, "RATE_LIMITED");
    assertThat(last).contains("Retry-After: 1", "the address 127.0.0.2");
    wire.get("bad", "/v1/who").isProblem(401, "UNAUTHENTICATED");
  }

  private static String wrongFromElsewhere() throws IOException {
    InetAddress elsewhere = InetAddress.getByName("127.0.0.2");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port(), elsewhere, 0)) {
      socket
          .getOutputStream()
          .write(
              "GET /v1/who HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer x\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_body_that_trickles_in_is_not_waited_for() throws Exception {
    System.setProperty("laneledger.body.seconds", "1");
    try (Socket socket = new Socket("127.0.0.1", wire.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /v1/bytes HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer good\r\n"
                  + "Content-Type: text/plain\r\nContent-Length: 500\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      for (int i = 0; i < 100 && in.available() == 0; i++) {
        out.write('x');
        out.flush();
        TimeUnit.MILLISECONDS.sleep(100); // what a slow client does
      }
      assertThat(in.available()).isPositive();
      assertThat(new String(in.readNBytes(12), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 408");
    } finally {
      System.clearProperty("laneledger.body.seconds");
    }
  }

  @Test
  void only_a_cookies_request_needs_to_prove_where_it_comes_from() {
    assertThat(wire.send(withCookie("good")).status()).isEqualTo(200);
    assertThat(wire.send(withCookie("")).isProblem(403, "FORBIDDEN").text()).contains("cookie");
  }

  private static HttpRequest.Builder withCookie(String token) {
    return wire.request(token, "/v1/bytes")
        .header("Cookie", "ledger-session=ABC")
        .header("Content-Type", "text/plain")
        .POST(BodyPublishers.ofString("abc"));
  }

  @Test
  void every_answer_tells_a_browser_to_keep_out() {
    Wire.Answer answer = wire.get("good", "/v1/who");

    assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  @Test
  void a_wrong_token_is_refused_everywhere() {
    for (String path : new String[] {"/v1/who", "/checkpoint"}) {
      Wire.Answer answer = wire.get("bad", path).isProblem(401, "UNAUTHENTICATED");
      assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }
  }

  @Test
  void a_token_counts_only_in_one_authorization_header() throws IOException {
    wire.get("", "/v1/who?access_token=good").isProblem(401, "UNAUTHENTICATED");
    wire.send(wire.request("good", "/v1/who").header("Authorization", "Bearer good"))
        .isProblem(401, "UNAUTHENTICATED");
    wire.send(wire.request("", "/v1/who").header("Authorization", "Basic Z29vZDo="))
        .isProblem(401, "UNAUTHENTICATED");
  }

  @Test
  void an_unknown_path_and_a_wrong_method_are_problems() {
    wire.get("good", "/v1/nothing").isProblem(404, "NOT_FOUND");
    Wire.Answer wrong =
        wire.method("good", "DELETE", "/v1/who", BodyPublishers.noBody())
            .isProblem(405, "METHOD_NOT_ALLOWED");
    assertThat(wrong.header("Allow")).contains("GET");
    wire.method("good", "TRACE", "/v1/who", BodyPublishers.noBody())
        .isProblem(405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void a_fault_of_ours_tells_an_id_and_nothing_else() {
    Wire.Answer answer = wire.get("good", "/v1/fails").isProblem(500, "INTERNAL");

    assertThat(answer.text()).doesNotContain("secret");
    assertThat(answer.json().path("instance").asString()).startsWith("urn:uuid:");
  }

  @Test
  void a_client_that_accepts_something_else_gets_the_problem_all_the_same() {
    wire.send(wire.request("good", "/v1/nothing").header("Accept", "text/html"))
        .isProblem(404, "NOT_FOUND");
    wire.send(wire.request("good", "/v1/fails").header("Accept", "image/png"))
        .isProblem(500, "INTERNAL");
  }

  @Test
  void what_is_not_http_is_a_problem() throws IOException {
    Wire.assertProblem(
        wire.raw("CONNECT x:1\u0007HTTP/1.1\r\nHost: h\r\n\r\n"), 400, "REQUEST_INVALID");
    Wire.assertProblem(
        wire.raw("CONNECT x:1 HTTP/1.1\r\nHost:\u00e8x\r\n\r\n"), 400, "REQUEST_INVALID");
    Wire.assertProblem(wire.raw("GET /v1/who HTTP/9.9\r\nHost: h\r\n\r\n"), 505, "REQUEST_INVALID");
    Wire.assertProblem(
        wire.raw("GET /v1/who?a={b} HTTP/1.1\r\nHost: h\r\n\r\n"), 400, "REQUEST_INVALID");
    Wire.assertProblem(
        wire.raw("GET /v1/who HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"),
        400,
        "REQUEST_INVALID");
  }

  @Test
  void a_path_that_could_be_read_in_two_ways_is_refused() throws IOException {
    for (String path :
        List.of(
            "//v1/who", "/v1/../v1/who", "/v1/%2e%2e%2fwho", "/v1/who;a=b", "/v1/%zz", "/v1%00")) {
      String head = "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
      Wire.assertProblem(
          wire.raw(head + "Authorization: Bearer good\r\n\r\n"), 400, "REQUEST_INVALID");
    }
  }

  /** Tomcat ends this one before any valve of ours runs. */
  @Test
  void a_request_without_a_host_gets_no_page() throws IOException {
    assertThat(wire.raw("GET /v1/who HTTP/1.1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .doesNotContain("html");
  }

  @Test
  void an_unknown_or_repeated_parameter_is_refused() {
    wire.post("good", "/v1/bytes?m=1", "text/plain", "a").isProblem(400, "PARAMETER_INVALID");
    wire.post("good", "/v1/bytes?n=1&n=2", "text/plain", "a").isProblem(400, "PARAMETER_INVALID");
  }

  @Test
  void a_wrong_percent_encoding_is_refused() throws IOException {
    String raw =
        wire.raw(
            "POST /v1/bytes?n=%zz HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer good\r\n"
                + "Content-Type: text/plain\r\nContent-Length: 1\r\nConnection: close\r\n\r\na");

    Wire.assertProblem(raw, 400, "PARAMETER_INVALID");
  }

  @Test
  void a_body_is_limited_whether_its_length_is_announced_or_not() {
    assertThat(wire.post("good", "/v1/bytes", "text/plain", new byte[1_000]).text())
        .isEqualTo("1000");
    wire.post("good", "/v1/bytes", "text/plain", new byte[1_001]).isProblem(413, "BODY_TOO_LARGE");
    wire.send(
            wire.request("good", "/v1/bytes")
                .header("Content-Type", "text/plain")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[3 << 20]))))
        .isProblem(413, "BODY_TOO_LARGE");
  }

  @Test
  void a_media_type_a_charset_or_an_encoding_that_is_not_taken_is_refused() {
    for (String type : new String[] {"text/html", "text/plain;charset=latin1", "nonsense"}) {
      wire.post("good", "/v1/bytes", type, "a").isProblem(415, "MEDIA_TYPE_UNSUPPORTED");
    }
    wire.method("good", "POST", "/v1/bytes", BodyPublishers.ofString("a"))
        .isProblem(415, "MEDIA_TYPE_UNSUPPORTED");
    wire.send(
            wire.request("good", "/v1/bytes")
                .header("Content-Type", "text/plain")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("a")))
        .isProblem(415, "MEDIA_TYPE_UNSUPPORTED");
    assertThat(wire.post("good", "/v1/bytes", "Text/Plain; charset=\"UTF-8\"", "a").status())
        .isEqualTo(200);
  }

  @Test
  void half_a_body_is_answered_when_the_rest_does_not_come() throws IOException {
    String raw =
        wire.raw(
            "POST /v1/bytes HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer good\r\n"
                + "Content-Type: text/plain\r\nContent-Length: 100\r\n\r\nhalf");

    Wire.assertProblem(raw, 408, "BODY_INCOMPLETE");
  }

  @Test
  void broken_chunks_are_answered() throws IOException {
    String raw =
        wire.raw(
            "POST /v1/bytes HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer good\r\n"
                + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");

    Wire.assertProblem(raw, 408, "BODY_INCOMPLETE");
  }
}
