package dev.laneledger.app.http;

import dev.laneledger.projections.ticket.TicketBook;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the projections say of one program, with the position up to which they were folded. */
@RestController
final class ProgramController {
  private final Views views;
  private final InstantSource clock;

  ProgramController(Views views, InstantSource clock) {
    this.views = views;
    this.clock = clock;
  }

  @GetMapping("/v1/programs/{program}/blockers")
  ResponseEntity<byte[]> blockers(@PathVariable String program, HttpServletRequest request) {
    ProgramSeen seen = views.program(program, request);
    return seen.answer(
        BlockersView.of(seen.position(), seen.attested("blockers.v1"), seen.state().blockers()));
  }

  @GetMapping("/v1/programs/{program}/tickets")
  ResponseEntity<byte[]> prefixes(@PathVariable String program, HttpServletRequest request) {
    ProgramSeen seen = views.program(program, request);
    List<String> prefixes = List.copyOf(seen.state().tickets().books().keySet());
    return seen.answer(
        new TicketsView.Prefixes(seen.position(), seen.attested("tickets.v1"), prefixes));
  }

  @GetMapping("/v1/programs/{program}/tickets/{prefix}")
  ResponseEntity<byte[]> tickets(
      @PathVariable String program, @PathVariable String prefix, HttpServletRequest request) {
    ProgramSeen seen = views.program(program, request);
    TicketBook book = seen.state().tickets().books().get(prefix);
    if (book == null) {
      throw Paths.notFound("the program " + program + " has no ticket prefix " + prefix);
    }
    return seen.answer(TicketsView.of(seen.position(), seen.attested("tickets.v1"), prefix, book));
  }

  @GetMapping("/v1/programs/{program}/decisions")
  ResponseEntity<byte[]> decisions(@PathVariable String program, HttpServletRequest request) {
    ProgramSeen seen = views.program(program, request);
    return seen.answer(
        DecisionsView.of(
            seen.position(), seen.attested("decisions.v1"), seen.state(), seen.now(clock)));
  }
}
