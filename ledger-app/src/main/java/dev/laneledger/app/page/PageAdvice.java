package dev.laneledger.app.page;

import dev.laneledger.app.http.PageProblems;
import dev.laneledger.app.http.Problem;
import dev.laneledger.app.http.ProblemMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers what a page's controller throws: as a page to a browser, as a problem to others. */
@ControllerAdvice(basePackageClasses = PageAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageAdvice {
  private final PageProblems pages;

  PageAdvice(PageProblems pages) {
    this.pages = pages;
  }

  @ExceptionHandler
  void answer(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem problem = ProblemMapper.of(failure);
    if (!response.isCommitted() && !pages.answered(problem, request, response)) {
      problem.write(response);
    }
  }
}
