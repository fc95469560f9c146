package dev.laneledger.app.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.laneledger.api.event.Entry;
import dev.laneledger.app.failure.UnavailableException;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.LedgerQueries;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One stream of entries to one reader, in order and without a gap. It ends when the reader is gone
 * or takes nothing for as long as the server waits for a client, when the reader may no longer
 * read, when the limit is reached, when the storage does not answer, and when the server stops; the
 * reader resumes behind the last entry that came whole.
 */
final class EventStream {
  /**
   * A comment goes out at least so often: proxies keep the connection, and the dead are noticed.
   */
  private static final long HEARTBEAT_NANOS = Duration.ofSeconds(15).toNanos();

  private static final byte[] HEARTBEAT = ":\n\n".getBytes(US_ASCII);
  private static final int PAGE = 256;
  private static final int BUFFER_BYTES = 64 << 10;

  private final LedgerQueries queries;
  private final EventStreams streams;
  private final EntryFilter wanted;
  private final OutputStream out;

  /** Least seq that was not looked at. */
  private long next;

  private int left;

  EventStream(LedgerQueries queries, EventStreams streams, EntryFilter wanted, OutputStream out) {
    this.queries = queries;
    this.streams = streams;
    this.wanted = wanted;
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.next = wanted.from();
    this.left = wanted.limit();
  }

  /** Runs until it ends, and throws nothing for any of the ends that are to be expected. */
  void run(BooleanSupplier mayRead) {
    try {
      follow(mayRead);
    } catch (IOException | UnavailableException e) {
      // the reader is gone, or the storage is: whoever wants more asks again
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(BooleanSupplier mayRead) throws IOException, InterruptedException {
    long heartbeat = System.nanoTime();
    while (mayRead.getAsBoolean()) {
      long wait = heartbeat - System.nanoTime();
      if (wait <= 0) {
        out.write(HEARTBEAT);
        wait = HEARTBEAT_NANOS;
        heartbeat = System.nanoTime() + wait;
      }
      write();
      out.flush();
      if (left == 0 || !streams.await(next, wait)) {
        return;
      }
    }
  }

  /** What was folded before the search began has been looked at when it ends. */
  private void write() throws IOException {
    long folded = queries.view().position() + 1;
    EntryPages pages =
        new EntryPages(
            queries,
            new EntryFilter(next, left, wanted.source(), wanted.type(), wanted.program()),
            PAGE);
    for (Entry entry = pages.next(); entry != null; entry = pages.next()) {
      write(entry);
      next = entry.seq() + 1;
      left--;
    }
    next = Math.max(next, folded);
  }

  private void write(Entry entry) throws IOException {
    String head = "id: %d\nevent: %s\ndata: ".formatted(entry.seq(), entry.event().type().wire());
    out.write(head.getBytes(US_ASCII));
    out.write(EntryLine.of(entry)); // canonical JSON is one line
    out.write('\n');
    out.write('\n');
  }
}
