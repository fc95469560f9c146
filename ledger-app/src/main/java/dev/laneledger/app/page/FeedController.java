package dev.laneledger.app.page;

import dev.laneledger.app.http.EventStreams;
import dev.laneledger.app.readmodel.LedgerQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Tells a page that the ledger has grown, as server-sent events: {@code id} and {@code data} are
 * the seq of the newest entry, which is no secret. The page then asks for itself again.
 */
@Controller
final class FeedController {
  private static final String LIMIT = "limit";
  private static final long MOST = 10_000;
  private static final Duration LENGTH = Duration.ofMinutes(10);
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long HEARTBEAT_NANOS = Duration.ofSeconds(15).toNanos();

  private final Pages pages;
  private final LedgerQueries queries;
  private final EventStreams streams;

  FeedController(Pages pages, LedgerQueries queries, EventStreams streams) {
    this.pages = pages;
    this.queries = queries;
    this.streams = streams;
  }

  /**
   * Ends after ten minutes, or {@code limit} events, so that who may no longer read asks in vain.
   */
  @GetMapping("/feed")
  void feed(HttpServletRequest request, HttpServletResponse response, Principal principal)
      throws IOException {
    Visit visit = pages.visit(request, principal, LIMIT);
    long limit = visit.parameters().number(LIMIT, 1, MOST).orElse(MOST);
    visit.program();
    streams.enter(visit.caller());
    try {
      response.setContentType("text/event-stream");
      response.setHeader("Cache-Control", "no-store");
      follow(response.getOutputStream(), limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // the page is gone
    } finally {
      streams.leave(visit.caller());
    }
  }

  private void follow(OutputStream out, long limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + LENGTH.toNanos();
    long told = -1;
    long left = limit;
    do {
      long position = queries.view().position();
      String line =
          position == told
              ? ":\n\n"
              : "id: %d\nevent: moved\ndata: %d\n\n".formatted(position, position);
      out.write(line.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      left -= position == told ? 0 : 1;
      told = position;
    } while (left > 0
        && pause()
        && streams.await(told + 1, HEARTBEAT_NANOS)
        && System.nanoTime() < end);
  }

  /** At most one event a second, however fast the ledger grows. */
  private boolean pause() throws InterruptedException {
    return streams.await(Long.MAX_VALUE, PAUSE_NANOS);
  }
}
