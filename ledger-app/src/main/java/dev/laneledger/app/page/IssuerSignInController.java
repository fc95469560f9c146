package dev.laneledger.app.page;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.http.IssuerSignIn;
import dev.laneledger.app.http.Parameters;
import dev.laneledger.app.http.ProblemException;
import dev.laneledger.app.http.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** To the issuer of tokens and back, where the ledger is a client of one. */
@Controller
final class IssuerSignInController {
  private static final String TO = "to";

  private final Pages pages;
  private final Sessions sessions;
  private final @Nullable IssuerSignIn issuer;

  IssuerSignInController(Pages pages, Sessions sessions, ObjectProvider<IssuerSignIn> issuer) {
    this.pages = pages;
    this.sessions = sessions;
    this.issuer = issuer.getIfAvailable();
  }

  @GetMapping("/sign-in/issuer")
  @Nullable ModelAndView begin(HttpServletRequest request, HttpServletResponse response) {
    IssuerSignIn there = issuer();
    String to = SignInController.inside(Parameters.of(request, TO).text(TO).orElse("/"));
    try {
      String location = there.begin(to, sessions, request, response).toString();
      response.setHeader(HttpHeaders.LOCATION, location);
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      return null;
    } catch (ProblemException e) {
      return refused(e, to, request, response);
    }
  }

  /**
   * A page that goes on by itself: a browser that another site has sent here would not bring the
   * session's cookie to where a redirect leads.
   */
  @GetMapping(IssuerSignIn.BACK)
  ModelAndView end(HttpServletRequest request, HttpServletResponse response) {
    IssuerSignIn there = issuer();
    try {
      String to = SignInController.inside(there.end(sessions, request, response));
      LastVisit.begin(sessions, request, response);
      return pages.open(request, "signed-in").addObject(TO, to);
    } catch (ProblemException e) {
      return refused(e, "/", request, response);
    }
  }

  private ModelAndView refused(
      ProblemException e, String to, HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(e.problem().status());
    e.problem().headers().forEach(response::setHeader);
    return pages
        .open(request, "sign-in")
        .addObject(TO, to)
        .addObject("issuer", issuer().name())
        .addObject("problem", e.problem());
  }

  private IssuerSignIn issuer() {
    if (issuer == null) {
      throw new ProblemException(
          ReasonCode.NOT_FOUND,
          "the ledger must be a client of an OpenID Connect issuer, but is of none");
    }
    return issuer;
  }
}
