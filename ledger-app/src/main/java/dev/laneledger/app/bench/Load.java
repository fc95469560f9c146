package dev.laneledger.app.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Clients that send one request after another, each over a connection of its own. */
final class Load {
  private static final double NANOS = 1e9;
  private static final int DIGITS = 3;

  private final URI server;

  Load(URI server) {
    this.server = server;
  }

  /**
   * What a load came to.
   *
   * @param perSecond answered requests
   * @param nanos their latencies
   */
  record Sample(double perSecond, Histogram nanos) {
    double p50Micros() {
      return nanos.getValueAtPercentile(50) / 1_000.0;
    }

    double p99Micros() {
      return nanos.getValueAtPercentile(99) / 1_000.0;
    }
  }

  /** A set of latencies to which others are added. */
  static Histogram histogram() {
    return new Histogram(DIGITS);
  }

  /**
   * Runs one client for each source until the time is over; what was sent by then is waited for.
   *
   * @param sources give the next request's bytes, which may be changed once it is answered
   * @throws IllegalStateException if an answer is not 200 or 201
   */
  Sample run(List<? extends Supplier<byte[]>> sources, double seconds)
      throws IOException, InterruptedException {
    CountDownLatch ready = new CountDownLatch(sources.size());
    long start = System.nanoTime();
    List<Future<Histogram>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      for (Supplier<byte[]> source : sources) {
        running.add(threads.submit(() -> client(source, ready, seconds)));
      }
      Histogram all = histogram();
      for (Future<Histogram> one : running) {
        all.add(one.get());
      }
      double took = Math.max(seconds, (System.nanoTime() - start) / NANOS);
      return new Sample(all.getTotalCount() / took, all);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Histogram client(Supplier<byte[]> source, CountDownLatch ready, double seconds)
      throws IOException, InterruptedException {
    Histogram nanos = histogram();
    try (Wire wire = new Wire(server)) {
      ready.countDown();
      ready.await();
      long end = System.nanoTime() + (long) (seconds * NANOS);
      for (long sent = System.nanoTime(); sent < end; ) {
        int status = wire.send(source.get());
        if (status != 200 && status != 201) {
          throw new IllegalStateException(
              "a request must be answered 200 or 201, but: " + wire.answer());
        }
        long answered = System.nanoTime();
        nanos.recordValue(answered - sent);
        sent = answered;
      }
    }
    return nanos;
  }
}
