package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Speaks HTTP to a server on this machine, well or badly. */
final class Wire {
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  Wire(int port) {
    this.port = port;
  }

  /** An answer, and what every answer must hold to. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return CanonicalJson.parse(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** Asserts that this is a complete problem with that status and code. */
    Answer isProblem(int status, String code) {
      assertThat(status()).as(text()).isEqualTo(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(header("Cache-Control")).isEqualTo("no-store");
      assertThat(header("X-Content-Type-Options")).isEqualTo("nosniff");
      JsonNode problem = json();
      assertThat(problem.path("status").asInt()).isEqualTo(status);
      assertThat(problem.path("code").asString()).isEqualTo(code);
      assertThat(problem.path("type").asString()).isEqualTo("/problems/" + code);
      assertThat(problem.path("title").asString()).isNotEmpty();
      assertThat(problem.path("detail").asString()).isNotEmpty();
      assertThat(text()).doesNotContain("Exception", "at dev.", "<html");
      return this;
    }

    Answer at(String pointer) {
      assertThat(json().path("pointer").asString("")).as(text()).isEqualTo(pointer);
      return this;
    }
  }

  int port() {
    return port;
  }

  Answer get(String token, String path) {
    return send(request(token, path).GET());
  }

  Answer post(String token, String path, String mediaType, String body) {
    return post(token, path, mediaType, body.getBytes(StandardCharsets.UTF_8));
  }

  Answer post(String token, String path, String mediaType, byte[] body) {
    return send(
        request(token, path)
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  Answer method(String token, String method, String path, BodyPublisher body) {
    return send(request(token, path).method(method, body));
  }

  HttpRequest.Builder request(String token, String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends a request and returns its answer once it has begun. */
  HttpResponse<InputStream> open(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends these characters and returns the whole answer once the server has closed. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Asserts that a raw answer is a problem with that status and code. */
  static void assertProblem(String raw, int status, String code) {
    String head = raw.substring(0, Math.max(0, raw.indexOf("\r\n\r\n")));
    String body = raw.substring(Math.min(raw.length(), head.length() + 4));
    assertThat(head).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
    assertThat(Arrays.asList(head.split("\r\n"))).contains("X-Content-Type-Options: nosniff");
    JsonNode problem = CanonicalJson.parse(body.getBytes(StandardCharsets.UTF_8));
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asString()).isEqualTo(code);
  }
}
