package dev.laneledger.app.page;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.http.ProblemException;
import dev.laneledger.app.http.ProgramSeen;
import dev.laneledger.projections.ticket.TicketBook;
import dev.laneledger.projections.ticket.TicketRange;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** {@code /tickets?prefix=P&q=TEXT&page=N}: which ticket numbers are taken, by whom. */
@Controller
final class TicketsController {
  private static final String PREFIX = "prefix";
  private static final String SEARCH = "q";
  private static final String PAGE = "page";

  private final Pages pages;

  TicketsController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/tickets")
  ModelAndView tickets(HttpServletRequest request, Principal principal) {
    Visit visit = pages.visit(request, principal, PREFIX, SEARCH, PAGE);
    ProgramSeen seen = visit.program();
    Map<String, TicketBook> books = seen.state().tickets().books();
    Optional<String> named = visit.parameters().text(PREFIX);
    String prefix = named.or(() -> books.keySet().stream().findFirst()).orElse("");
    TicketBook book = books.get(prefix);
    if (book == null && named.isPresent()) {
      throw new ProblemException(
          ReasonCode.NOT_FOUND,
          "the program %s has no ticket prefix %s".formatted(seen.program(), prefix));
    }
    return pages.show(
        visit,
        "tickets",
        "Tickets",
        "tickets",
        new TicketsPage(
            List.copyOf(books.keySet()), prefix, book == null ? null : book(visit, book)));
  }

  private static TicketsPage.Book book(Visit visit, TicketBook book) {
    String search = visit.parameters().text(SEARCH).orElse("").strip();
    List<TicketRange> ranges = List.copyOf(book.ranges());
    List<TicketsPage.Line> found = TicketsPage.lines(ranges, search);
    Paged paged = Paged.of(visit.parameters(), PAGE, found.size(), TicketsPage.PER_PAGE);
    return new TicketsPage.Book(
        book.nextFree(),
        book.canonicalCeiling(),
        book.reservedCeiling(),
        book.gaps(),
        book.overlaps(),
        TicketRuler.of(ranges),
        search,
        paged,
        paged.of(found));
  }
}
