package dev.laneledger.app.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work beside other work; what it throws is thrown when it is joined. */
final class Background {
  private final FutureTask<?> task;

  private Background(FutureTask<?> task) {
    this.task = task;
  }

  static Background run(Callable<?> work) {
    FutureTask<?> task = new FutureTask<>(work);
    Thread.ofPlatform().name("bench-background").daemon().start(task);
    return new Background(task);
  }

  void join() throws InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
