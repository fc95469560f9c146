package dev.laneledger.app.prototype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.prototype.Store.Record;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentStoreTest {
  private static final int DURABLE = 200;
  private static final int LAST = 3;

  @TempDir Path dir;
  private int copies;

  private static Record record(long i) {
    byte[] bytes = ("event " + i + " ").repeat(40).getBytes(StandardCharsets.UTF_8);
    return new Record((int) (i % 7), "id" + i, bytes);
  }

  private static void append(SegmentStore store, long from, int count)
      throws IOException, SQLException {
    store.commit(IntStream.range(0, count).mapToObj(i -> record(from + i)).toList());
  }

  private static boolean has(SegmentStore store, long i) throws SQLException {
    return store.has((int) (i % 7), "id" + i);
  }

  private void assertGoesOnAfter(byte[] torn, long least, long most)
      throws IOException, SQLException {
    Path copy = Files.createDirectory(dir.resolve("copy" + copies++));
    Files.write(copy.resolve("segment"), torn);
    long size;
    try (SegmentStore store = new SegmentStore(copy)) {
      size = store.size();
      assertThat(size).isBetween(least, most);
      for (long i = 0; i < DURABLE + LAST; i++) {
        assertThat(has(store, i)).as("%d of %d", i, size).isEqualTo(i < size);
      }
      append(store, size, 1);
    }
    try (SegmentStore again = new SegmentStore(copy)) {
      assertThat(again.size()).isEqualTo(size + 1);
      assertThat(has(again, size)).isTrue();
    }
  }

  @Test
  void whateverBecameOfTheLastWriteWhatWasDurableIsThereAndTheRestIsCutAway() throws Exception {
    long end;
    long last;
    try (SegmentStore store = new SegmentStore(dir)) {
      append(store, 0, DURABLE);
      end = store.end();
      append(store, DURABLE, LAST);
      last = store.end();
      assertThat(List.of(has(store, 0), has(store, DURABLE + LAST))).containsExactly(true, false);
    }
    byte[] whole = Arrays.copyOf(Files.readAllBytes(dir.resolve("segment")), (int) end + 4_096);
    assertGoesOnAfter(whole, DURABLE + LAST, DURABLE + LAST);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 5; i++) {
      int at = (int) end + random.nextInt((int) (last - end));
      assertGoesOnAfter(Arrays.copyOf(whole, at), DURABLE, DURABLE + LAST - 1);
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      assertGoesOnAfter(flipped, DURABLE, DURABLE + LAST - 1);
      byte[] zeros = whole.clone();
      Arrays.fill(zeros, at, zeros.length, (byte) 0);
      assertGoesOnAfter(zeros, DURABLE, DURABLE + LAST - 1);
    }
  }
}
