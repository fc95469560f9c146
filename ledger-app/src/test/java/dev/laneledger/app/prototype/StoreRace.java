package dev.laneledger.app.prototype;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.app.prototype.Store.Record;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One ledger's path without its rules, over either store, in rounds that take turns: clients on
 * sockets send NDJSON, a virtual thread a connection parses it strictly and writes it canonically,
 * one writer looks for repeats, hashes leaf and chain, commits what has queued up, and answers. Run
 * it with {@code java -cp <test class path> dev.laneledger.app.prototype.StoreRace DIR}.
 */
final class StoreRace {
  private static final int ROUNDS = 7;
  private static final double SECONDS = 2;
  private static final String EVENT =
      "{\"actor\":\"lane:default\",\"data\":{\"class\":\"CLASSIFIED_SAFE\",\"result\":\""
          + "read twice on the clone, compared with the pinned content, and found as it was; "
              .repeat(3)
          + "\",\"surface\":\"table of the source\"},\"id\":\"%012d\",\"source\":\"/programs/BENCH/lanes/l%04d\",\"specversion\":\"1.0\",\"type\":\"dev.laneledger.lane.surface-classified.v1\"}\n";

  private StoreRace() {}

  private record Task(List<Record> records, CompletableFuture<Long> done) {}

  /** The writer and the sockets over one store. */
  private static final class Server implements AutoCloseable {
    private final Store store;
    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final ServerSocket socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final Thread writer = Thread.ofPlatform().daemon().start(this::write);
    private Hash chain = HashChain.start("race");

    Server(Store store) throws IOException {
      this.store = store;
      Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
      return socket.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket client = socket.accept();
          Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException e) {
        // closed
      }
    }

    private void serve(Socket client) {
      try (client) {
        client.setTcpNoDelay(true);
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] head = new byte[8];
        while (in.readNBytes(head, 0, 8) == 8) {
          ByteBuffer header = ByteBuffer.wrap(head);
          int stream = header.getInt();
          byte[] body = in.readNBytes(header.getInt());
          CompletableFuture<Long> done = new CompletableFuture<>();
          queue.add(new Task(records(stream, body), done));
          out.write(ByteBuffer.allocate(8).putLong(done.join()).array());
        }
      } catch (IOException e) {
        // the client is gone
      }
    }

    private static List<Record> records(int stream, byte[] body) {
      List<Record> records = new ArrayList<>();
      for (int from = 0; from < body.length; ) {
        int to = from;
        while (body[to] != '\n') {
          to++;
        }
        var json = CanonicalJson.parse(Arrays.copyOfRange(body, from, to));
        records.add(new Record(stream, json.path("id").asString(), CanonicalJson.write(json)));
        from = to + 1;
      }
      return records;
    }

    private void write() {
      List<Task> group = new ArrayList<>();
      try {
        while (true) {
          group.add(queue.take());
          int events = group.getFirst().records().size();
          for (Task next = queue.poll();
              next != null;
              next = events < 1_024 ? queue.poll() : null) {
            group.add(next);
            events += next.records().size();
          }
          List<Record> all = new ArrayList<>();
          for (Task task : group) {
            for (Record record : task.records()) {
              if (store.has(record.stream(), record.id())) {
                throw new IllegalStateException("no client repeats an id");
              }
              all.add(hashed(record));
            }
          }
          store.commit(all);
          group.forEach(task -> task.done().complete(store.size()));
          group.clear();
        }
      } catch (InterruptedException e) {
        // stopped
      } catch (IOException | SQLException e) {
        group.forEach(task -> task.done().completeExceptionally(e));
      }
    }

    private Record hashed(Record record) {
      Hash leaf = MerkleTree.leafHash(record.bytes());
      chain = HashChain.next(chain, leaf);
      byte[] bytes =
          ByteBuffer.allocate(3 * Hash.BYTES + record.bytes().length)
              .put(leaf.bytes())
              .put(chain.bytes())
              .put(MerkleTree.nodeHash(leaf, chain).bytes()) // a subtree's root, one on average
              .put(record.bytes())
              .array();
      return new Record(record.stream(), record.id(), bytes);
    }

    @Override
    public void close() throws IOException, SQLException {
      writer.interrupt();
      socket.close();
      store.close();
    }
  }

  private static double perSecond(int port, int clients, int batch, AtomicLong streams)
      throws InterruptedException {
    long start = System.nanoTime();
    long end = start + (long) (SECONDS * 1e9);
    AtomicLong events = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int stream = (int) streams.incrementAndGet();
      threads.add(Thread.ofPlatform().start(() -> client(port, stream, batch, end, events)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return events.get() * 1e9 / (System.nanoTime() - start);
  }

  private static void client(int port, int stream, int batch, long end, AtomicLong events) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      for (long id = 0; System.nanoTime() < end; ) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < batch; i++) {
          body.append(EVENT.formatted(id++, stream));
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.US_ASCII);
        socket
            .getOutputStream()
            .write(
                ByteBuffer.allocate(8 + bytes.length)
                    .putInt(stream)
                    .putInt(bytes.length)
                    .put(bytes)
                    .array());
        socket.getInputStream().readNBytes(8);
        events.addAndGet(batch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void main(String... arguments) throws Exception {
    Path dir = Files.createDirectories(Path.of(arguments[0]));
    AtomicLong streams = new AtomicLong();
    try (Server sqlite = new Server(new SqliteStore(dir));
        Server segment = new Server(new SegmentStore(dir))) {
      perSecond(sqlite.port(), 16, 16, streams);
      perSecond(segment.port(), 16, 16, streams);
      for (int[] cell : new int[][] {{1, 1}, {32, 1}, {1, 1_000}, {32, 1_000}}) {
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          first.add(perSecond(sqlite.port(), cell[0], cell[1], streams));
          second.add(perSecond(segment.port(), cell[0], cell[1], streams));
          ratios.add(second.getLast() / first.getLast());
        }
        System.out.printf(
            "%d clients, %d events a request: SQLite %,.0f/s, segment %,.0f/s, ratio %.2f%n",
            cell[0], cell[1], median(first), median(second), median(ratios));
      }
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
