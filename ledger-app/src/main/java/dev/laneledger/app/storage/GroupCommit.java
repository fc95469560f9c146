package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one group of tasks in one transaction. Used by the writer's thread alone; other threads
 * may ask for the durable head and for the reason why nothing is written any more.
 */
final class GroupCommit {
  private static final String LOOK =
      "; check disk and file, then start again: the ledger reads its end anew";

  private final LedgerTables tables;
  private final AppendJudge judge;
  private final RecentEntries recent;
  private final Set<Hash> redacted = new HashSet<>(); // of this group, whose rows may wait
  private final List<Entry> written = new ArrayList<>();
  private final Map<StreamId, Long> ends = new HashMap<>();
  private WriteHead working = WriteHead.EMPTY;
  private volatile WriteHead durable = WriteHead.EMPTY;
  private volatile @Nullable String readOnly;

  GroupCommit(LedgerTables tables, InstantSource clock, RecentEntries recent) {
    this.recent = recent;
    this.tables = tables;
    this.judge = new AppendJudge(tables, clock);
    try {
      working = tables.recover();
      durable = working;
      recent.committed(durable.frontier().size());
    } catch (SQLException | RuntimeException e) {
      readOnly = "its end cannot be read: " + e.getMessage() + LOOK;
    }
  }

  /** The head that the last successful commit left. */
  WriteHead durable() {
    return durable;
  }

  /** Why nothing is written, or empty. */
  Optional<String> readOnly() {
    return Optional.ofNullable(readOnly);
  }

  void refuse(String reason) {
    readOnly = reason;
  }

  /** Answers every task of the group, after the commit. */
  void run(List<WriteTask<?>> group) {
    String reason = readOnly;
    if (reason != null) {
      group.forEach(task -> task.fail(new LedgerReadOnlyException(reason)));
      return;
    }
    try {
      commit(group).forEach(Runnable::run);
    } catch (SQLException | RuntimeException | Error e) {
      StorageFailureException failure = rolledBack(e);
      group.forEach(task -> task.fail(failure));
    }
  }

  List<Receipt> append(AppendRequest request) throws SQLException {
    AppendPlan plan = judge.judge(request, working);
    try {
      tables.insert(plan);
    } catch (RuntimeException e) {
      throw new SQLException("rows half written", e);
    }
    working = plan.after();
    for (AppendPlan.Row row : plan.rows()) {
      written.add(row.entry());
      ends.put(row.source(), row.streamseq());
    }
    for (PendingEvent event : request.events()) {
      if (event.draft().payload() instanceof LedgerData.BlobRedacted redaction) {
        tables.eraseBlob(redaction.sha256());
        redacted.add(redaction.sha256());
      }
    }
    return plan.receipts();
  }

  /**
   * @throws BlobRefusedException if an owner has redacted it
   */
  void putBlob(Hash sha256, byte[] bytes) throws SQLException {
    if (tables.hasBlob(sha256)) {
      return;
    }
    if (redacted.contains(sha256) || tables.isRedacted(sha256)) {
      throw new BlobRefusedException(
          ReasonCode.BLOB_REDACTED,
          "what an owner redacted is not kept again, but was sent: " + sha256);
    }
    tables.insertBlob(sha256, bytes);
  }

  void close() throws SQLException {
    tables.close();
  }

  private List<Runnable> commit(List<WriteTask<?>> group) throws SQLException {
    List<Runnable> answers = new ArrayList<>(group.size());
    redacted.clear();
    written.clear();
    ends.clear();
    long forgotten = recent.forgotten();
    working = tables.begin(durable, requests(group));
    for (WriteTask<?> task : group) {
      answers.add(task.apply(this));
    }
    tables.commit(working);
    durable = working;
    written.forEach(recent::keep);
    recent.ended(ends, forgotten);
    recent.committed(durable.frontier().size());
    return answers;
  }

  private static List<AppendRequest> requests(List<WriteTask<?>> group) {
    return group.stream()
        .filter(WriteTask.Append.class::isInstance)
        .map(task -> ((WriteTask.Append) task).request())
        .toList();
  }

  /** Believes nothing that was not committed: the head is what the database says it is. */
  private StorageFailureException rolledBack(Throwable failure) {
    StorageFailureException answer =
        new StorageFailureException("the commit failed: " + failure.getMessage(), failure);
    try {
      tables.rollback();
    } catch (SQLException e) {
      answer.addSuppressed(e); // the database has rolled back by itself where that says so
    }
    try {
      working = tables.afterFailure(durable);
      durable = working;
      recent.committed(durable.frontier().size());
    } catch (SQLException | RuntimeException e) {
      answer.addSuppressed(e);
      readOnly = "a commit failed and its end cannot be read: " + e.getMessage() + LOOK;
    }
    if (readOnly == null && !tables.survives(failure)) {
      readOnly = "a commit failed: " + failure.getMessage() + LOOK;
    }
    return answer;
  }
}
