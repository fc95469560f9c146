package dev.laneledger.app.page;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.http.Parameters;
import dev.laneledger.app.http.ProblemException;
import dev.laneledger.app.http.ReadRights;
import dev.laneledger.app.readmodel.LedgerQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** The explorer, {@code /ledger}, and one entry, {@code /ledger/{seq}}. */
@Controller
final class LedgerPageController {
  private static final int LINES = 50;
  private static final String BEFORE = "before";
  private static final String SEQ = "seq";
  private static final String SOURCE = "source";
  private static final String TYPE = "type";
  private static final String ACTOR = "actor";
  private static final String UNTIL = "until";
  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{3})?)?)?Z?");
  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,15}");

  private final Pages pages;
  private final LedgerQueries queries;
  private final ReadRights rights;
  private final EntryFacts facts;

  LedgerPageController(Pages pages, LedgerQueries queries, ReadRights rights, EntryFacts facts) {
    this.pages = pages;
    this.queries = queries;
    this.rights = rights;
    this.facts = facts;
  }

  @GetMapping("/ledger")
  @Nullable ModelAndView ledger(
      HttpServletRequest request, HttpServletResponse response, Principal principal) {
    Visit visit = pages.visit(request, principal, SEQ, SOURCE, TYPE, ACTOR, UNTIL, BEFORE);
    Optional<String> seq = given(visit, SEQ);
    if (seq.isPresent()) {
      response.setHeader("Location", "/ledger/" + number(SEQ, seq.get()));
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      return null;
    }
    return pages.show(visit, "ledger", "Ledger", "ledger", list(visit));
  }

  private LedgerPage list(Visit visit) {
    LedgerPage.Fields fields =
        new LedgerPage.Fields(
            given(visit, SOURCE).orElse(""),
            given(visit, TYPE).orElse(""),
            given(visit, ACTOR).orElse(""),
            given(visit, UNTIL).orElse(""));
    long size =
        visit.seen() == null
            ? queries.size()
            : visit.seen().asOf() == null ? queries.size() : visit.seen().view().size();
    long newest = Math.min(size, fields.until().isEmpty() ? size : firstAt(fields.until()));
    long end = given(visit, BEFORE).map(text -> number(BEFORE, text)).orElse(newest);
    EntryScan scan = EntryScan.back(queries, wanted(visit, fields), Math.min(end, newest), LINES);
    return new LedgerPage(
        size,
        scan.entries().stream().map(LedgerPage.Line::of).toList(),
        scan.looked(),
        scan.end() == 0 ? null : query(fields, scan.end()),
        end >= newest,
        fields,
        Arrays.stream(EventType.values()).map(EventType::shortName).sorted().toList());
  }

  private EntryScan.Wanted wanted(Visit visit, LedgerPage.Fields fields) {
    StreamId source = fields.source().isEmpty() ? null : source(fields.source());
    if (source != null) {
      rights.requireEntriesOf(visit.caller(), source);
    }
    return new EntryScan.Wanted(
        source,
        fields.type().isEmpty()
            ? null
            : EventType.ofName(fields.type())
                .orElseThrow(
                    () -> invalid("type must be one of the list, but was: " + fields.type())),
        fields.actor().isEmpty() ? null : fields.actor(),
        mayRead(visit));
  }

  /** Asked once for each stream of a page. */
  private Predicate<StreamId> mayRead(Visit visit) {
    Map<StreamId, Boolean> known = new HashMap<>();
    return stream -> known.computeIfAbsent(stream, s -> rights.mayRead(visit.caller(), s));
  }

  private long firstAt(String moment) {
    if (!MOMENT.matcher(moment).matches()) {
      throw invalid("until must be a moment in UTC such as 2026-06-12T18:00, but was: " + moment);
    }
    return EntryScan.firstAt(queries, moment);
  }

  private static StreamId source(String path) {
    try {
      return StreamId.parse(path);
    } catch (IllegalArgumentException e) {
      throw invalid("source: " + e.getMessage());
    }
  }

  /** A form without scripts also sends the fields that are empty. */
  private static Optional<String> given(Visit visit, String name) {
    return visit.parameters().text(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static long number(String name, String text) {
    if (!DIGITS.matcher(text).matches() || Long.parseLong(text) > Parameters.MAX_SEQ) {
      throw invalid(name + " must be a seq, a whole number from 0, but was: " + text);
    }
    return Long.parseLong(text);
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(ReasonCode.PARAMETER_INVALID, detail);
  }

  private static String query(LedgerPage.Fields fields, long before) {
    return Stream.of(
            Map.entry(SOURCE, fields.source()),
            Map.entry(TYPE, fields.type()),
            Map.entry(ACTOR, fields.actor()),
            Map.entry(UNTIL, fields.until()),
            Map.entry(BEFORE, Long.toString(before)))
        .filter(field -> !field.getValue().isEmpty())
        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  @GetMapping("/ledger/{seq}")
  ModelAndView entry(@PathVariable String seq, HttpServletRequest request, Principal principal) {
    Visit visit = pages.visit(request, principal);
    long number = number(SEQ, seq);
    Entry entry =
        queries
            .entry(number)
            .orElseThrow(() ->
                new ProblemException(
                    ReasonCode.NOT_FOUND, "the ledger has no entry with seq " + number));
    rights.requireEntriesOf(visit.caller(), entry.event().source());
    return pages.show(visit, "ledger", "Entry " + number, "entry", facts.of(entry));
  }
}
