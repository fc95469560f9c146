package dev.laneledger.app.http;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.LedgerQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows entries as they are kept: {@code {"seq","leaf","chain","entry":{…}}}. */
@RestController
final class EntryController {
  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;
  private static final int PAGE = 256;
  private static final int BUFFER_BYTES = 64 << 10;

  private final LedgerQueries queries;
  private final ReadRights rights;

  EntryController(LedgerQueries queries, ReadRights rights) {
    this.queries = queries;
    this.rights = rights;
  }

  @GetMapping("/v1/events/{seq}")
  ResponseEntity<byte[]> entry(
      @PathVariable String seq, HttpServletRequest request, Principal principal) {
    Parameters.of(request);
    Entry entry = entry(queries, seq);
    rights.requireEntriesOf(Caller.of(principal), entry.event().source());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(Answers.IMMUTABLE)
        .eTag(entry.leaf().hex())
        .body(EntryLine.of(entry));
  }

  /**
   * The entry that a path names.
   *
   * @throws ProblemException {@code PARAMETER_INVALID} or {@code NOT_FOUND}
   */
  static Entry entry(LedgerQueries queries, String seq) {
    long number = Parameters.number("seq", seq, 0, Parameters.MAX_SEQ);
    return queries
        .entry(number)
        .orElseThrow(() -> Paths.notFound("the ledger has no entry with seq " + number));
  }

  /** Entries from {@code from} on in order, one a line, as many as there are up to the limit. */
  @GetMapping("/v1/events")
  void entries(HttpServletRequest request, HttpServletResponse response, Principal principal)
      throws IOException {
    Parameters parameters = Parameters.of(request, "from", "limit", "source", "type");
    Caller caller = Caller.of(principal);
    Optional<StreamId> source = parameters.stream("source");
    rights.requireEntries(caller, source);
    long from = parameters.number("from", 0, Parameters.MAX_SEQ).orElse(0);
    int limit = (int) parameters.number("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
    @Nullable EventType type = parameters.type("type").orElse(null);

    response.setContentType("application/x-ndjson");
    response.setHeader("Cache-Control", "no-store");
    OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES);
    write(new EntryFilter(from, limit, source.orElse(null), type, null), out);
    out.flush();
  }

  private void write(EntryFilter wanted, OutputStream out) throws IOException {
    EntryPages pages = new EntryPages(queries, wanted, PAGE);
    for (Entry entry = pages.next(); entry != null; entry = pages.next()) {
      out.write(EntryLine.of(entry));
      out.write('\n');
    }
  }
}
