package dev.laneledger.app.page;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.http.IssuerSignIn;
import dev.laneledger.app.http.Parameters;
import dev.laneledger.app.http.ProblemException;
import dev.laneledger.app.http.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** In and out, and the choice between light and dark. */
@Controller
final class SignInController {
  private static final String TO = "to";
  private static final String TOKEN = "token";
  private static final String CSRF = "_csrf";
  private static final Duration A_YEAR = Duration.ofDays(365);

  private final Pages pages;
  private final Sessions sessions;
  private final @Nullable String issuer;

  SignInController(Pages pages, Sessions sessions, ObjectProvider<IssuerSignIn> issuer) {
    this.pages = pages;
    this.sessions = sessions;
    IssuerSignIn there = issuer.getIfAvailable();
    this.issuer = there == null ? null : there.name();
  }

  @GetMapping("/sign-in")
  ModelAndView form(HttpServletRequest request) {
    Parameters parameters = Parameters.of(request, TO);
    return page(request, inside(parameters.text(TO).orElse("/")));
  }

  /** Answers with the form again, and with what is wrong, if the token admits nobody. */
  @PostMapping("/sign-in")
  @Nullable ModelAndView signIn(HttpServletRequest request, HttpServletResponse response) {
    requireOwnForm(request);
    Parameters parameters = Parameters.of(request, TO, TOKEN);
    String to = inside(parameters.text(TO).orElse("/"));
    try {
      sessions.signIn(parameters.text(TOKEN).orElse(""), request, response);
      LastVisit.begin(sessions, request, response);
      return seeOther(response, to);
    } catch (ProblemException e) {
      response.setStatus(e.problem().status());
      return page(request, to).addObject("problem", e.problem());
    }
  }

  private ModelAndView page(HttpServletRequest request, String to) {
    return pages.open(request, "sign-in").addObject(TO, to).addObject("issuer", issuer);
  }

  @PostMapping("/sign-out")
  @Nullable ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
    sessions.signOut(request, response);
    return seeOther(response, "/sign-in");
  }

  @PostMapping("/theme")
  @Nullable ModelAndView theme(HttpServletRequest request, HttpServletResponse response) {
    Parameters parameters = Parameters.of(request, TO, "theme", CSRF);
    String theme = Theme.known(parameters.text("theme").orElse(""));
    sessions.setCookie(request, response, Theme.COOKIE, theme, A_YEAR);
    return seeOther(response, inside(parameters.text(TO).orElse("/")));
  }

  private static @Nullable ModelAndView seeOther(HttpServletResponse response, String to) {
    response.setHeader(HttpHeaders.LOCATION, to);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    return null;
  }

  /** A browser says from where a form comes; another site could sign somebody in as itself. */
  private static void requireOwnForm(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String host = request.getHeader(HttpHeaders.HOST);
    if (origin != null && !origin.endsWith("://" + host)) {
      throw new ProblemException(
          ReasonCode.FORBIDDEN,
          "the sign-in form must come from this ledger's page, but came from: " + origin);
    }
  }

  /** A path of this server; anything else could lead somewhere else. */
  static String inside(String to) {
    boolean path = to.startsWith("/") && !to.startsWith("//") && to.indexOf('\\') < 0;
    try {
      return path && URI.create(to).getHost() == null ? to : "/";
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }
}
