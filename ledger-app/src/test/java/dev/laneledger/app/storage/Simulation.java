package dev.laneledger.app.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.projections.LedgerState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One ledger's writer in one thread, as a seed says: requests come in any order, wait, are sent
 * again or are stale; statements fail; the process crashes and starts again; the clock jumps; a
 * projection follows at its own pace and starts again. Every invariant is checked after each step.
 */
final class Simulation implements AutoCloseable {
  private static final int STEPS = 16;
  private static final int MOST_IN_GROUP = 6;

  private final Random random;
  private final Connection real;
  private final SqliteTables truth;
  private final List<StreamId> streams =
      IntStream.range(0, 4).mapToObj(i -> Ledgers.stream("T" + i)).toList();

  /** What was sent and is not known to be in, by id. */
  private final Map<String, StreamId> open = new HashMap<>();

  private final Set<String> acknowledged = new HashSet<>();
  private final List<Hash> leaves = new ArrayList<>();
  private final List<LedgerEvent> events = new ArrayList<>();
  private final Map<StreamId, Long> last = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private Hash chain = HashChain.start(Ledgers.ORIGIN);
  private String time = "";
  private Instant now = Ledgers.NOON;
  private SimulatedDisk disk;
  private GroupCommit commits;
  private LedgerState live = LedgerState.EMPTY;
  private LedgerState kept = LedgerState.EMPTY;
  private int position;
  private int keptPosition;
  private int sent;
  private boolean healed;

  Simulation(long seed, String schema) throws SQLException {
    this.random = new Random(seed);
    this.real = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = real.createStatement()) {
      for (String sql : schema.split(";")) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
    this.truth = new SqliteTables(new Session(real));
    start();
  }

  /** Returns how many events were acknowledged. */
  int run() throws SQLException {
    for (int step = 0; step < STEPS; step++) {
      now = now.plusMillis(random.nextInt(2_000) - 500);
      group(drawn());
      follow();
      check();
      if (disk.crashed() || commits.readOnly().isPresent() || random.nextInt(15) == 0) {
        start();
      }
    }
    healed = true;
    start();
    for (int rest = open.size(); rest > 0 && !open.isEmpty(); rest--) { // one at least each time
      group(List.copyOf(open.keySet()));
      check();
    }
    assertThat(open).as("what waits is taken once nothing fails").isEmpty();
    assertThat(ids).containsAll(acknowledged);
    position(events.size());
    assertThat(live.program("P").stateHashes()).isEqualTo(foldedAnew().program("P").stateHashes());
    return acknowledged.size();
  }

  /** A new process: what was not committed is gone, and the projection is where it was kept. */
  private void start() throws SQLException {
    try (Statement statement = real.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException none) {
      // no transaction was open
    }
    disk = new SimulatedDisk(real, random, !healed);
    commits =
        new GroupCommit(
            new SqliteTables(new Session(disk.connection())), () -> now, new RecentEntries());
    live = kept;
    position = keptPosition;
  }

  /** New requests, and some of those that wait, in any order. */
  private List<String> drawn() {
    List<String> all = new ArrayList<>(open.keySet());
    Collections.sort(all);
    Collections.shuffle(all, random);
    List<String> drawn = new ArrayList<>(all.subList(0, random.nextInt(all.size() + 1)));
    for (int i = random.nextInt(MOST_IN_GROUP); i >= 0; i--) {
      String id = "e" + sent++;
      open.put(id, streams.get(random.nextInt(streams.size())));
      drawn.add(random.nextInt(drawn.size() + 1), id);
    }
    return drawn;
  }

  private void group(List<String> drawn) throws SQLException {
    List<WriteTask<?>> tasks = new ArrayList<>();
    Map<StreamId, Long> next = new HashMap<>();
    if (events.isEmpty()) {
      tasks.add(new WriteTask.Append(AppendRequest.of(Ledgers.genesis())));
    }
    for (String id : drawn) {
      StreamId stream = open.get(id);
      long at =
          next.merge(stream, last.getOrDefault(stream, -1L) + 1, (before, none) -> before + 1);
      long stale = !healed && random.nextInt(8) == 0 ? random.nextInt(3) - 1 : 0;
      tasks.add(
          new WriteTask.Append(
              AppendRequest.of(Ledgers.event(stream, id, Math.max(0, at + stale)))));
    }
    List<WriteTask<?>> given = new ArrayList<>(tasks);
    commits.run(given);
    int genesis = events.isEmpty() ? 1 : 0;
    see();
    for (int i = genesis; i < tasks.size(); i++) {
      answered(drawn.get(i - genesis), (WriteTask.Append) tasks.get(i));
    }
  }

  private void answered(String id, WriteTask.Append task) {
    try {
      for (Receipt receipt : task.await()) {
        assertThat(leaves)
            .as("acknowledged and lost: " + receipt)
            .hasSizeGreaterThan((int) receipt.seq());
        assertThat(leaves.get((int) receipt.seq())).isEqualTo(receipt.leaf());
        assertThat(events.get((int) receipt.seq()).id()).isEqualTo(id);
      }
      acknowledged.add(id);
      open.remove(id);
    } catch (DuplicateIdException sentBefore) {
      assertThat(ids).as("refused as a repeat").contains(id);
      acknowledged.add(id);
      open.remove(id);
    } catch (AppendException | StorageFailureException lost) {
      // it is sent again
    }
  }

  /** Takes in what is committed now; nothing may have gone. */
  private void see() throws SQLException {
    if (!real.getAutoCommit() || inTransaction()) {
      return; // the process died in the middle: what is visible here is not committed
    }
    for (Entry entry = next(); entry != null; entry = next()) {
      LedgerEvent event = entry.event();
      Hash leaf = MerkleTree.leafHash(entry.bytes());
      chain = HashChain.next(chain, leaf);
      assertThat(entry.leaf()).isEqualTo(leaf);
      assertThat(entry.chain()).isEqualTo(chain);
      assertThat(event.streamseq()).isEqualTo(last.merge(event.source(), 0L, (a, b) -> a + 1));
      assertThat(event.recordedtime()).isGreaterThanOrEqualTo(time);
      assertThat(ids.add(event.id())).as(event.id() + " is in once").isTrue();
      time = event.recordedtime();
      leaves.add(leaf);
      events.add(event);
    }
  }

  private Entry next() throws SQLException {
    return truth.entry(leaves.size()).orElse(null);
  }

  private boolean inTransaction() {
    try (Statement statement = real.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("ROLLBACK");
      return false;
    } catch (SQLException open) {
      return true;
    }
  }

  private void check() throws SQLException {
    if (inTransaction()) {
      assertThat(disk.crashed()).as("only a crash leaves a transaction open").isTrue();
      return;
    }
    assertThat(truth.lastEntry().map(Entry::seq).orElse(-1L)).isEqualTo(leaves.size() - 1L);
    if (!disk.crashed() && commits.readOnly().isEmpty()) {
      assertThat(commits.durable().size()).isEqualTo(leaves.size());
      assertThat(commits.durable().frontier().root()).isEqualTo(MerkleTree.rootOf(leaves));
    }
  }

  /** The projection goes on by some events, and is kept now and then. */
  private void follow() {
    position(position + random.nextInt(events.size() - position + 1));
    if (random.nextInt(4) == 0) {
      kept = live;
      keptPosition = position;
    }
  }

  private void position(int to) {
    for (; position < to; position++) {
      live = live.evolve(events.get(position));
    }
  }

  private LedgerState foldedAnew() {
    LedgerState state = LedgerState.EMPTY;
    for (LedgerEvent event : events) {
      state = state.evolve(event);
    }
    return state;
  }

  @Override
  public void close() throws SQLException {
    real.close();
  }
}
