package dev.laneledger.api.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a material's entries and scans them ahead on some threads, a few spans for each; gives the
 * spans in order.
 */
final class Spans {
  private static final int AHEAD = 2;

  private final Function<EntryBlock, Span> scan;
  private final Consumer<Span> sink;
  private final Deque<CompletableFuture<Span>> waiting = new ArrayDeque<>();

  /**
   * @param scan is called on any thread
   * @param sink is called on the caller's thread, in the order of the entries
   */
  Spans(Function<EntryBlock, Span> scan, Consumer<Span> sink) {
    this.scan = scan;
    this.sink = sink;
  }

  /**
   * @param threads that scan, and read where the material can be read in ranges; 1: the caller's
   */
  void each(LedgerMaterial material, int threads) {
    if (threads == 1) {
      each(material, task -> sink.accept(task.get()));
      return;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    try {
      each(material, task -> submit(task, pool, threads));
      finish(0);
    } finally {
      pool.shutdownNow();
    }
  }

  private void submit(Supplier<Span> task, ExecutorService pool, int threads) {
    waiting.addLast(CompletableFuture.supplyAsync(task, pool));
    finish(threads * AHEAD);
  }

  /** Hands on what comes first, until no more than so many are under way. */
  private void finish(int most) {
    while (waiting.size() > most) {
      sink.accept(join(waiting.removeFirst()));
    }
  }

  private static Span join(CompletableFuture<Span> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void each(LedgerMaterial material, Consumer<Supplier<Span>> tasks) {
    Optional<EntryRanges> ranges = material.ranges();
    if (ranges.isPresent()) {
      EntryRanges read = ranges.get();
      for (long from = 0; from < read.size(); from += Span.SIZE) {
        long first = from;
        int count = (int) Math.min(Span.SIZE, read.size() - from);
        tasks.accept(() -> scan.apply(read.read(first, count)));
      }
    } else {
      inTurn(material, tasks);
    }
  }

  private void inTurn(LedgerMaterial material, Consumer<Supplier<Span>> tasks) {
    List<StoredEntry> entries = new ArrayList<>(Span.SIZE);
    material.entries(entry -> {
      entries.add(entry);
      if (entries.size() == Span.SIZE) {
        take(entries, tasks);
      }
    });
    if (!entries.isEmpty()) {
      take(entries, tasks);
    }
  }

  private void take(List<StoredEntry> entries, Consumer<Supplier<Span>> tasks) {
    List<StoredEntry> read = List.copyOf(entries);
    entries.clear();
    tasks.accept(() -> scan.apply(new ListBlock(read)));
  }
}
