package dev.laneledger.app.page;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.http.LaneHistory;
import dev.laneledger.app.http.ProblemException;
import dev.laneledger.app.http.ProgramSeen;
import dev.laneledger.app.http.ReadRights;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.lane.LaneRow;
import dev.laneledger.projections.render.ReportRenderer;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** {@code /lanes}, a list with filters, and {@code /lanes/{id}}, one of them. */
@Controller
final class LanePageController {
  private static final int LINES = 25;
  private static final int MOST_EVENTS = 500;
  private static final String PAGE = "page";
  private static final String TEXT = "q";
  private static final String STANDING = "standing";
  private static final String REPORT = "report";

  /** A report is made of all that the program's own stream says; beyond, only who asks gets it. */
  private static final long MOST_READ = 4_096;

  private final Pages pages;
  private final LedgerQueries queries;
  private final ReadRights rights;

  LanePageController(Pages pages, LedgerQueries queries, ReadRights rights) {
    this.pages = pages;
    this.queries = queries;
    this.rights = rights;
  }

  @GetMapping("/lanes")
  ModelAndView lanes(HttpServletRequest request, Principal principal) {
    Visit visit = pages.visit(request, principal, PAGE, TEXT, STANDING);
    ProgramSeen seen = visit.program();
    String text = visit.parameters().text(TEXT).orElse("").strip();
    String standing = visit.parameters().text(STANDING).orElse("");
    List<String> ids = LanesPage.matching(seen.state().lanes(), text, standing);
    Paged paged = Paged.of(visit.parameters(), PAGE, ids.size(), LINES);
    List<LanesPage.Line> lines =
        paged.of(ids).stream().map(id -> LanesPage.Line.of(id, row(seen, id))).toList();
    LanesPage page =
        new LanesPage(
            text,
            standing,
            LanesPage.known(),
            seen.state().lanes().lanes().size(),
            lines,
            paged,
            "q=" + encoded(text) + "&standing=" + encoded(standing));
    return pages.show(visit, "lanes", "Lanes", "lanes", page);
  }

  @GetMapping("/lanes/{lane}")
  ModelAndView lane(@PathVariable String lane, HttpServletRequest request, Principal principal) {
    Visit visit = pages.visit(request, principal, REPORT);
    ProgramSeen seen = visit.program();
    LaneRow row = row(seen, lane);
    StreamId stream = StreamId.lane(seen.program(), lane);
    rights.requireEntriesOf(visit.caller(), stream);
    long size = seen.asOf() == null ? Long.MAX_VALUE : seen.view().size();
    List<Entry> entries =
        queries.entriesOf(stream, 0, MOST_EVENTS + 1).stream()
            .filter(entry -> entry.seq() < size)
            .toList();
    boolean cut = entries.size() > MOST_EVENTS;
    long read = queries.lastStreamseq(StreamId.program(seen.program())) + 1;
    @Nullable String report =
        read <= MOST_READ || visit.parameters().text(REPORT).isPresent()
            ? ReportHtml.of(ReportRenderer.render(new LaneHistory(queries, stream, size).toEnd()))
            : null;
    LanePage page =
        new LaneFacts(queries, cut ? entries.subList(0, MOST_EVENTS) : entries)
            .page(lane, row, cut, report, read);
    return pages.show(visit, "lanes", lane, "lane", page);
  }

  private static LaneRow row(ProgramSeen seen, String lane) {
    return seen.state()
        .lanes()
        .lane(lane)
        .orElseThrow(() ->
            new ProblemException(
                ReasonCode.NOT_FOUND,
                "the program %s has no lane %s".formatted(seen.program(), lane)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
