package dev.laneledger.app.mcp;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.node.ObjectNode;

/** The ledger's own HTTP interface, from its first filter on, for whoever has called a tool. */
final class HttpInterface {
  private final Filter security;
  private final HttpServlet resources;

  /**
   * @param security everything that stands before the resources
   * @param resources what answers
   */
  HttpInterface(Filter security, HttpServlet resources) {
    this.security = security;
    this.resources = resources;
  }

  /** One answer. */
  static final class Answer {
    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    /** Shared, not copied. */
    byte[] body() {
      return body;
    }

    boolean isGood() {
      return status / 100 == 2;
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as an object; an empty one where it is none. */
    ObjectNode json() {
      return Json.object(body);
    }
  }

  /** The interface for one call of a tool, whose token all its requests carry. */
  final class Caller {
    private final HttpServletRequest outer;

    Caller(HttpServletRequest outer) {
      this.outer = outer;
    }

    Answer get(String uri) {
      return send("GET", uri, null, new byte[0]);
    }

    Answer post(String uri, String mediaType, String body) {
      return send("POST", uri, mediaType, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer put(String uri, byte[] body) {
      return send("PUT", uri, "application/octet-stream", body);
    }

    private Answer send(String method, String uri, @Nullable String mediaType, byte[] body) {
      InnerRequest request = new InnerRequest(outer, method, URI.create(uri), mediaType, body);
      InnerResponse response = new InnerResponse();
      SecurityContext context = SecurityContextHolder.getContext();
      try {
        SecurityContextHolder.clearContext();
        security.doFilter(request, response, resources::service);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ServletException e) {
        throw new IllegalStateException("the interface answers every request", e);
      } finally {
        SecurityContextHolder.setContext(context);
      }
      return new Answer(response.getStatus(), response.body());
    }
  }

  Caller as(HttpServletRequest outer) {
    return new Caller(outer);
  }
}
