package dev.laneledger.app.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * What a browser may do with a page: run and load what this server has, and nothing else. Written
 * before the headers that forbid a browser everything, which do not replace what is there.
 */
final class PageHeaders implements HandlerInterceptor {
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getPackageName().equals(PageHeaders.class.getPackageName())) {
      set(response);
    }
    return true;
  }

  static void set(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    // without a referrer at all a form would come from nowhere
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  }
}
