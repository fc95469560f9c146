package dev.laneledger.app.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.laneledger.api.note.CosignerKey;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.signing.SecretFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A witness that listens: {@code POST /add-checkpoint} and {@code GET /<id>/checkpoint}. */
public final class WitnessServer implements AutoCloseable {
  /** Far more than 63 hashes and a note of a hundred signatures need. */
  static final int MAX_BODY_BYTES = 64 << 10;

  private static final Pattern CHECKPOINT = Pattern.compile("/([0-9a-f]{64})/checkpoint");
  private static final int SEED_BYTES = 32;

  private final Witness witness;
  private final CosignerKey key;
  private final FileChannel lock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private WitnessServer(Witness witness, CosignerKey key, FileChannel lock, HttpServer server) {
    this.witness = witness;
    this.key = key;
    this.lock = lock;
    this.server = server;
  }

  /**
   * Starts a witness; its directory and key are made if they are not there.
   *
   * @param name the witness's; null takes that of the key which is there
   * @param logs keys of the logs to witness, each named as its log's origin
   * @param port 0 takes a free one
   * @throws IOException if the directory is in use or broken, the key has another name, or the port
   *     cannot be listened on
   */
  public static WitnessServer start(
      Path directory, @Nullable String name, List<VerifierKey> logs, String host, int port)
      throws IOException {
    SecretFiles.directory(directory);
    FileChannel lock = lock(directory);
    try {
      CosignerKey key = key(directory.resolve("witness.key"), name);
      Witness witness = new Witness(directory, key, logs, Clock.systemUTC());
      HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
      WitnessServer started = new WitnessServer(witness, key, lock, server);
      server.setExecutor(started.threads);
      server.createContext("/", started::handle);
      server.start();
      return started;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The key by which its cosignatures are verified. */
  public VerifierKey verifierKey() {
    return key.verifierKey();
  }

  /** Its prefix for submitting and reading. */
  public URI url() {
    String host = server.getAddress().getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d"
            .formatted(
                host.contains(":") ? "[" + host + "]" : host, server.getAddress().getPort()));
  }

  /** Ends as suddenly as it may be killed, and lets another process in. */
  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.close();
    lock.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Matcher checkpoint = CHECKPOINT.matcher(path);
    if (path.equals("/add-checkpoint")) {
      return method.equals("POST") ? add(exchange) : only("POST", method);
    }
    if (checkpoint.matches()) {
      return method.equals("GET") ? witness.latest(checkpoint.group(1)) : only("GET", method);
    }
    return Answer.refused(Answer.NOT_FOUND, "a witness has add-checkpoint and <id>/checkpoint");
  }

  private Answer add(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    return body.length > MAX_BODY_BYTES
        ? Answer.refused(
            Answer.TOO_LARGE, "a request must have at most " + MAX_BODY_BYTES + " bytes")
        : witness.add(body);
  }

  private static Answer only(String wanted, String method) {
    return Answer.refused(
        Answer.METHOD_NOT_ALLOWED, "the method must be " + wanted + ", but is " + method);
  }

  private static CosignerKey key(Path file, @Nullable String name) throws IOException {
    if (Files.notExists(file)) {
      if (name == null) {
        throw new IllegalArgumentException(
            "a new witness must have a name: give --name, such as w.example/1");
      }
      byte[] seed = new byte[SEED_BYTES];
      new SecureRandom().nextBytes(seed);
      SecretFiles.write(file, CosignerKey.fromSeed(name, seed).encode() + "\n");
    }
    CosignerKey key = read(file);
    if (name != null && !name.equals(key.verifierKey().name())) {
      throw new IOException(
          "a witness keeps its name, which is %s, but was asked to be %s: leave --name out"
              .formatted(key.verifierKey().name(), name));
    }
    return key;
  }

  private static CosignerKey read(Path file) throws IOException {
    try {
      return CosignerKey.parse(Files.readString(file).strip());
    } catch (NoteException e) {
      throw new IOException(file + " must hold a witness's key, but: " + e.getMessage(), e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // another witness of this process has it: the same refusal
    }
    channel.close();
    throw new IOException(
        directory + " must be open in one process only, but another has it: stop that one");
  }
}
