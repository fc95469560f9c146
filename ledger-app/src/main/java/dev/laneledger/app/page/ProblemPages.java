package dev.laneledger.app.page;

import dev.laneledger.app.http.PageProblems;
import dev.laneledger.app.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Problems as pages, and the way to the sign-in page for whoever is nobody yet. */
final class ProblemPages implements PageProblems {
  private static final int UNAUTHENTICATED = 401;

  private final SpringTemplateEngine templates;
  private final Assets assets;

  ProblemPages(SpringTemplateEngine templates, Assets assets) {
    this.templates = templates;
    this.assets = assets;
  }

  @Override
  public boolean answered(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!wantsPage(request)) {
      return false;
    }
    if (problem.status() == UNAUTHENTICATED) {
      response.setHeader(HttpHeaders.LOCATION, "/sign-in?to=" + encoded(here(request)));
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      return true;
    }
    write(problem, request, response);
    return true;
  }

  /** A browser that goes somewhere; a program that reads {@code /v1} gets what it can read. */
  static boolean wantsPage(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE)
        && !request.getRequestURI().startsWith("/v1/");
  }

  void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Context context =
        new Context(
            Locale.ROOT, Map.of("problem", problem, "assets", assets, "theme", Theme.of(request)));
    byte[] page = templates.process("page/problem", context).getBytes(StandardCharsets.UTF_8);
    response.resetBuffer();
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    PageHeaders.set(response);
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(page.length);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getOutputStream().write(page);
    response.flushBuffer();
  }

  private static String here(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
