package dev.laneledger.api.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An answer's bytes; it is closed, as if the connection were lost, when none come for too long. */
final class WatchedInput extends FilterInputStream {
  private final Duration idle;

  /**
   * @param in whose reader is woken when it is closed, as that of the JDK's client is
   * @param idle how long a read may wait
   */
  WatchedInput(InputStream in, Duration idle) {
    super(in);
    this.idle = idle;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    CompletableFuture<Boolean> read = new CompletableFuture<>();
    var unused =
        read.orTimeout(idle.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((done, late) -> {
              if (late != null) {
                abandon();
              }
            });
    try {
      return super.read(bytes, from, length);
    } finally {
      read.complete(true);
    }
  }

  private void abandon() {
    try {
      close();
    } catch (IOException e) {
      // it is closed all the same
    }
  }
}
