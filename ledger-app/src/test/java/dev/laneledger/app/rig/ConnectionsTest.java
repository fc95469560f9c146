package dev.laneledger.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.laneledger.app.cli.ServedLedger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many connections that say nothing, and a server that runs out of file handles. More of them:
 * {@code -Drig.connections=10000}.
 */
final class ConnectionsTest {
  private static final int CONNECTIONS = Integer.getInteger("rig.connections", 1_000);
  private static final int HANDLES = 400;

  @TempDir Path temporary;

  @Test
  void connectionsThatSayNothingHoldUpNobody() throws Exception {
    RigLedger ledger = new RigLedger(temporary);
    ServedLedger served = ledger.serve();
    List<SocketChannel> idle = new ArrayList<>();
    try {
      RigClients clients = new RigClients(2);
      open(served, CONNECTIONS, idle);
      long begun = System.nanoTime();
      clients.begin(served.url(), ledger.token(), 2).await();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      clients.stop();
      assertThat(clients.takeRefused()).isEmpty();
      assertThat(clients.held()).hasSizeGreaterThanOrEqualTo(2);
      System.out.printf("%d idle connections: two receipts in %d ms%n", idle.size(), millis);
      assertThat(millis).isLessThan(15_000);
    } finally {
      close(idle);
      RigLedger.kill(served.process());
    }
  }

  @Test
  void aServerOutOfFileHandlesLosesNothingAndComesBack() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/prlimit")),
        "prlimit is not installed, so this is left out");
    RigLedger ledger = new RigLedger(temporary);
    ServedLedger served = ledger.serve("prlimit", "--nofile=" + HANDLES + ":" + HANDLES);
    List<SocketChannel> idle = new ArrayList<>();
    RigClients clients = new RigClients(2);
    clients.begin(served.url(), ledger.token(), 4).await();
    clients.stop();
    open(served, HANDLES, idle);
    close(idle);
    await().atMost(Duration.ofSeconds(60)).until(() -> answers(served));
    clients.begin(served.url(), ledger.token(), 4).await();
    clients.stop();
    assertThat(clients.takeRefused()).isEmpty();
    assertThat(clients.held()).hasSizeGreaterThanOrEqualTo(8);
    ledger.stop(served.process());
    ledger.checkAll(clients);
  }

  private static void open(ServedLedger served, int count, List<SocketChannel> into)
      throws IOException {
    URI url = URI.create(served.url());
    for (int i = 0; i < count; i++) {
      into.add(SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort())));
    }
  }

  private static void close(List<SocketChannel> idle) throws IOException {
    for (SocketChannel channel : idle) {
      channel.close();
    }
  }

  private static boolean answers(ServedLedger served) {
    URI url = URI.create(served.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write(
              "GET /checkpoint HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .startsWith("HTTP/1.1 200");
    } catch (IOException notYet) {
      return false;
    }
  }
}
