package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemValveTest {
  @TempDir private Path dir;

  /** Begins to stop between the request line and the headers. */
  static final class StopsInBetween extends Http11NioProtocol {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public boolean isPaused() {
      return asked.getAndIncrement() > 0;
    }
  }

  @Test
  void a_request_that_a_stopping_server_does_not_read_is_to_be_sent_again() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(dir.toString());
    tomcat.setConnector(new Connector(new StopsInBetween()));
    tomcat.getConnector().setPort(0);
    tomcat.getEngine().getPipeline().addValve(new ProblemValve());
    ((StandardHost) tomcat.getHost()).setErrorReportValveClass("");
    tomcat.addContext("", dir.toString());
    tomcat.start();
    try {
      assertThat(answer(tomcat.getConnector().getLocalPort()))
          .startsWith("HTTP/1.1 503 ")
          .contains("Retry-After: 1", "\"code\":\"UNAVAILABLE\"");
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static String answer(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
