package dev.laneledger.app.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address for servers that come and go. It hands on no faster than is read, and keeps little,
 * so that whoever does not read holds up the server and not the system's buffers.
 */
final class Relay implements AutoCloseable {
  private static final int KEPT_BYTES = 4_096;

  private final ServerSocket socket;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile int port;

  Relay(int port) throws IOException {
    this.port = port;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Where the next connections lead. */
  void to(int other) {
    port = other;
  }

  /** How many were accepted. */
  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        connections.incrementAndGet();
        client.setSendBufferSize(KEPT_BYTES);
        Socket server = new Socket();
        server.setReceiveBufferSize(KEPT_BYTES);
        open.addAll(List.of(client, server));
        Thread.ofVirtual().start(() -> join(client, server));
      }
    } catch (IOException closed) {
      // nobody needs it any more
    }
  }

  private void join(Socket client, Socket server) {
    try {
      server.connect(new InetSocketAddress("127.0.0.1", port));
      Thread.ofVirtual().start(() -> copy(client, server));
    } catch (IOException nobody) {
      // the client sees the end at once
    }
    copy(server, client);
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // one end is gone, so the other goes
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket one : open) {
      one.close();
    }
  }
}
