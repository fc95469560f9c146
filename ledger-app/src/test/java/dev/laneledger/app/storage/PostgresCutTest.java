package dev.laneledger.app.storage;

import static dev.laneledger.app.storage.Ledgers.event;
import static dev.laneledger.app.storage.Ledgers.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection to PostgreSQL is cut at every message of an append in turn, before the database
 * gets it or before its answer comes: what was acknowledged is there, what was not is there at most
 * once when it is sent again, and there is neither a gap nor a fork.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD) // a socket's read is not interrupted
final class PostgresCutTest {
  private static final StreamId STREAM = stream("A");
  private static final int MOST = 64;

  @TempDir Path temporary;

  @ParameterizedTest(name = "the database gets the last message: {0}")
  @ValueSource(booleans = {false, true})
  void anAppendIsCutAtEveryMessageAndSentAgain(boolean delivered) throws Exception {
    String direct = PostgresServer.newDatabase();
    int port = Integer.parseInt(direct.replaceAll(".*localhost:(\\d+)/.*", "$1"));
    List<Receipt> held = new ArrayList<>();
    try (CutProxy proxy = new CutProxy(port);
        LedgerDirectory node =
            node(direct.replace("localhost:" + port, "127.0.0.1:" + proxy.port()))) {
      held.addAll(node.writer().append(AppendRequest.of(Ledgers.genesis())));
      held.addAll(sent(node, "warm", 0));
      int n = 1;
      boolean cut;
      do {
        proxy.cutAt(n, delivered);
        String id = "e" + n;
        held.addAll(sent(node, id, n));
        cut = proxy.wasCut();
      } while (cut && ++n < MOST);
      System.out.println("an append was cut at each of " + (n - 1) + " messages");
      assertThat(n).isBetween(3, MOST - 1);
    }
    try (LedgerDirectory node = node(direct)) {
      Ledgers.verify(node.reader());
      held.forEach(receipt -> Ledgers.verify(node.reader(), receipt));
      assertThat(node.reader().size()).isEqualTo(held.size());
    }
  }

  /** Sends until it is in; a repeat finds what came in without an answer. */
  private static List<Receipt> sent(LedgerDirectory node, String id, long at) {
    Instant deadline = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(deadline)) {
      try {
        return node.writer().append(AppendRequest.of(event(STREAM, id, at)));
      } catch (DuplicateIdException | AppendConflictException isIn) {
        // a conflict: the commit that was cut off took effect while this one was being made
        return node.reader()
            .find(STREAM, id)
            .map(e -> List.of(new Receipt(e.seq(), STREAM, id, e.leaf(), e.chain())))
            .orElseThrow();
      } catch (StorageFailureException cut) {
        Thread.onSpinWait(); // nobody knows whether it is in: the same again
      }
    }
    throw new AssertionError(id + " was not taken within 30 seconds");
  }

  private LedgerDirectory node(String url) {
    return LedgerDirectory.open(
        temporary.resolve("node" + url.hashCode()),
        new SharedDatabase(url, Duration.ofSeconds(1)),
        InstantSource.system());
  }
}
