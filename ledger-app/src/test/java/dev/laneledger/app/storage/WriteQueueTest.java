package dev.laneledger.app.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.hash.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Random calls of two threads at once, on queues so small that they are full and empty all the
 * time: what the threads were answered must be what one thread would have been, in some order in
 * which nobody who called after another was answered comes before it. More: {@code
 * -Dqueue.runs=1000000}; {@code -Dqueue.seed=N} draws other calls.
 */
final class WriteQueueTest {
  private static final int RUNS = Integer.getInteger("queue.runs", 3_000);
  private static final long SEED = Long.getLong("queue.seed", 20_260_612L);
  private static final int THREADS = 2;
  private static final int CALLS = 5;
  private static final int CAPACITY = 2;
  private static final long ROOM = 4;
  private static final int GROUP = 3;
  private static final int MOST_SPINS = 200_000;
  private static final Hash ANY = Hash.sha256(new byte[0]);

  private enum Kind {
    ADD,
    AHEAD,
    TAKE,
    CLOSE
  }

  private record Call(Kind kind, int weight) {}

  /** A call, what it was answered, and when. */
  private record Done(Call call, String answer, long begun, long ended) {}

  @Test
  void whateverHappensAtOnceHappensAsIfInSomeOrder() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int run = 0; run < RUNS; run++) {
        List<List<Done>> history = history(new Random(SEED + run), threads);
        assertThat(explained(history, new ArrayList<>()))
            .as("-Dqueue.seed=%d: %s", SEED + run, history)
            .isTrue();
      }
    }
  }

  @Test
  void aGroupIsWhatWaitedInOrderAndWhatIsOneTooManyIsRefused() {
    WriteQueue queue = new WriteQueue(CAPACITY, ROOM);
    assertThat(answer(queue, new Call(Kind.ADD, 2))).isEqualTo("in");
    assertThat(answer(queue, new Call(Kind.ADD, 3))).as("too heavy").isEqualTo("full");
    assertThat(answer(queue, new Call(Kind.AHEAD, 1))).isEqualTo("in");
    assertThat(answer(queue, new Call(Kind.ADD, 1))).as("too many").isEqualTo("full");
    assertThat(answer(queue, new Call(Kind.TAKE, 0))).isEqualTo("[1, 2]");
    assertThat(answer(queue, new Call(Kind.ADD, 4))).as("there is room again").isEqualTo("in");
    queue.close();
    assertThatThrownBy(() -> queue.add(task(1), false)).isInstanceOf(LedgerReadOnlyException.class);
    assertThat(queue.take(GROUP)).hasSize(1);
    assertThat(queue.take(GROUP)).isEmpty();
  }

  private static List<List<Done>> history(Random random, ExecutorService threads) throws Exception {
    WriteQueue queue = new WriteQueue(CAPACITY, ROOM);
    AtomicInteger missing = new AtomicInteger(THREADS);
    List<Future<List<Done>>> running = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      List<Call> calls = calls(random, thread == 0);
      running.add(
          threads.submit(() -> {
            together(missing);
            return calls.stream().map(call -> done(queue, call)).toList();
          }));
    }
    List<List<Done>> history = new ArrayList<>();
    for (Future<List<Done>> one : running) {
      history.add(one.get());
    }
    return history;
  }

  /** Waits without sleeping: threads that are woken one after another hardly ever meet. */
  private static void together(AtomicInteger missing) {
    missing.decrementAndGet();
    for (int spin = 0; missing.get() > 0; spin++) {
      if (spin < MOST_SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(1); // the other may need this processor
      }
    }
  }

  /** Only one thread takes, as in a ledger, so that it can see whether it would have to wait. */
  private static List<Call> calls(Random random, boolean writer) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      int drawn = random.nextInt(12);
      Kind other = drawn == 0 ? Kind.CLOSE : drawn < 4 ? Kind.AHEAD : Kind.ADD;
      calls.add(new Call(writer ? Kind.TAKE : other, 1 + random.nextInt(3)));
    }
    return calls;
  }

  private static Done done(WriteQueue queue, Call call) {
    long begun = System.nanoTime();
    String answer = answer(queue, call);
    return new Done(call, answer, begun, System.nanoTime());
  }

  private static String answer(WriteQueue queue, Call call) {
    try {
      switch (call.kind()) {
        case TAKE -> {
          return queue.size() == 0 ? "[]" : weights(queue.take(GROUP));
        }
        case CLOSE -> queue.close();
        default -> queue.add(task(call.weight()), call.kind() == Kind.AHEAD);
      }
      return "in";
    } catch (QueueFullException e) {
      return "full";
    } catch (LedgerReadOnlyException e) {
      return "closed";
    }
  }

  private static WriteTask<?> task(int weight) {
    return new WriteTask.Blob(ANY, new byte[(weight - 1) << 12]);
  }

  private static String weights(List<WriteTask<?>> group) {
    return group.stream().map(WriteTask::weight).toList().toString();
  }

  /** Whether the calls that are left can follow those in front, with the answers that they got. */
  private static boolean explained(List<List<Done>> left, List<Done> before) {
    if (left.stream().allMatch(List::isEmpty)) {
      return true;
    }
    for (int thread = 0; thread < left.size(); thread++) {
      if (!left.get(thread).isEmpty() && mayBeNext(left.get(thread).getFirst(), left)) {
        List<Done> tried = new ArrayList<>(before);
        tried.add(left.get(thread).getFirst());
        List<List<Done>> rest = new ArrayList<>(left);
        rest.set(thread, left.get(thread).subList(1, left.get(thread).size()));
        if (answersAgain(tried) && explained(rest, tried)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayBeNext(Done next, List<List<Done>> left) {
    return left.stream().flatMap(List::stream).allMatch(other -> next.begun() <= other.ended());
  }

  private static boolean answersAgain(List<Done> calls) {
    WriteQueue alone = new WriteQueue(CAPACITY, ROOM);
    return calls.stream().allMatch(done -> answer(alone, done.call()).equals(done.answer()));
  }
}
