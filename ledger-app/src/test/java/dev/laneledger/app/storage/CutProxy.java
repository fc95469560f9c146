package dev.laneledger.app.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a node and its database, and cuts all connections at a chosen message. */
final class CutProxy implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final ServerSocket server;
  private final int target;
  private final java.util.Set<Socket> sockets = java.util.concurrent.ConcurrentHashMap.newKeySet();

  /** How many more messages pass to the database; none is counted at less than 0. */
  private final AtomicInteger left = new AtomicInteger(-1);

  private volatile boolean delivers;

  CutProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * Cuts at the n-th message from now on.
   *
   * @param delivered whether the database still gets that message; its answer is lost then
   */
  void cutAt(int n, boolean delivered) {
    delivers = delivered;
    left.set(n);
  }

  /** Whether that many messages came; nothing is cut from now on. */
  boolean wasCut() {
    return left.getAndSet(-1) < 0;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(database);
        Thread.startVirtualThread(() -> pass(client, database, true));
        Thread.startVirtualThread(() -> pass(database, client, false));
      }
    } catch (IOException closed) {
      // the test has ended
    }
  }

  private void pass(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        boolean cut = counted && left.get() > 0 && left.decrementAndGet() == 0;
        if (!cut || delivers) {
          out.write(buffer, 0, n);
        }
        if (cut) {
          left.set(-1);
          cutAll();
          return;
        }
      }
    } catch (IOException gone) {
      // one side has ended, so the other does
    }
  }

  private void cutAll() {
    sockets.forEach(socket -> {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cutAll();
  }
}
