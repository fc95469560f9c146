package dev.laneledger.app.storage;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.hash.Hash;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Something that waits for the writer, and the answer that its caller waits for. */
abstract sealed class WriteTask<T> {
  private static final int BYTES_PER_WEIGHT = 1 << 12;

  private final CompletableFuture<T> answer = new CompletableFuture<>();

  /** Its share of a group, in events. */
  abstract int weight();

  /**
   * Judges it against the group so far and writes it.
   *
   * @throws RuntimeException if it lost; nothing of it is written then
   * @throws SQLException if the group is lost
   */
  abstract T write(GroupCommit group) throws SQLException;

  /** Writes it, and returns what answers the caller once the group is durable. */
  final Runnable apply(GroupCommit group) throws SQLException {
    try {
      T value = write(group);
      return () -> answer.complete(value);
    } catch (RuntimeException e) {
      return () -> fail(e);
    }
  }

  final void fail(RuntimeException reason) {
    answer.completeExceptionally(reason);
  }

  /** Waits, whatever interrupts come: only the answer says what became of it. */
  final T await() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException reason ? reason : e;
    }
  }

  static final class Append extends WriteTask<List<Receipt>> {
    private final AppendRequest request;

    Append(AppendRequest request) {
      this.request = request;
    }

    AppendRequest request() {
      return request;
    }

    @Override
    int weight() {
      return request.events().size();
    }

    @Override
    List<Receipt> write(GroupCommit group) throws SQLException {
      return group.append(request);
    }
  }

  static final class Blob extends WriteTask<Hash> {
    private final Hash sha256;
    private final byte[] bytes;

    Blob(Hash sha256, byte[] bytes) {
      this.sha256 = sha256;
      this.bytes = bytes;
    }

    @Override
    int weight() {
      return 1 + bytes.length / BYTES_PER_WEIGHT;
    }

    @Override
    Hash write(GroupCommit group) throws SQLException {
      group.putBlob(sha256, bytes);
      return sha256;
    }
  }
}
