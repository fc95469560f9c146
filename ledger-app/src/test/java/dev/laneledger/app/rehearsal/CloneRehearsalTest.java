package dev.laneledger.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.LaneData.RollbackEntry;
import dev.laneledger.api.event.LaneData.Unchanged;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloneRehearsalTest {
  private static final String EXECUTOR = "-- runs all\n";
  private static final RehearsalPlan PLAN =
      new RehearsalPlan(
          "birth.db",
          List.of(
              "CREATE TABLE births(id INTEGER PRIMARY KEY, name TEXT)",
              "INSERT INTO births VALUES(1, 'a')",
              "INSERT INTO births VALUES(2, 'b')",
              "INSERT INTO births VALUES(3, 'c')"),
          "births",
          EXECUTOR,
          "sql/run_all.sql",
          List.of(),
          "/tmp/clone.XXXXXX");

  @TempDir Path sourceDirectory;
  private CloneRehearsal rehearsal;

  @BeforeEach
  void clonesTheSource() {
    CloneRehearsal.makeSource(PLAN, sourceDirectory);
    rehearsal = CloneRehearsal.of(PLAN, sourceDirectory);
  }

  @AfterEach
  void deletesTheClone() {
    rehearsal.close();
  }

  @Test
  void anAbortedTransactionChangesWhatItSeesAndNothingElse() {
    ContentHash before = rehearsal.contentHash();

    RollbackEntry entry =
        rehearsal.rollBackTransaction("T", "aborted", "INSERT INTO births VALUES(4, 'd')");

    assertThat(entry.rows()).containsExactly(3L, 4L, 3L);
    assertThat(entry.before()).isEqualTo(before);
    assertThat(entry.afterApply()).isNotEqualTo(before);
    assertThat(entry.afterRollback()).isEqualTo(before).isEqualTo(entry.expected());
    assertThat(entry.restoredMatch()).isTrue();
  }

  @Test
  void aCommittedChangeIsUndoneByItsSnapshot() {
    RollbackEntry entry =
        rehearsal.restoreSnapshot("S", "restored", "INSERT INTO births VALUES(5, 'e')");

    assertThat(entry.rows()).containsExactly(3L, 4L, 3L);
    assertThat(entry.afterApply()).isNotEqualTo(entry.before());
    assertThat(entry.restoredMatch()).isTrue();
    assertThat(rehearsal.contentHash()).isEqualTo(rehearsal.sourceContentHash());
  }

  @Test
  void aChangeThatChangesNothingShowsInTheEntry() {
    RollbackEntry entry =
        rehearsal.rollBackTransaction("T", "aborted", "DELETE FROM births WHERE id = 99");

    assertThat(entry.afterApply()).isEqualTo(entry.before());
  }

  @Test
  void theSameScriptGivesTheSameHashesInEveryRehearsal() {
    try (CloneRehearsal second = CloneRehearsal.of(PLAN, sourceDirectory)) {
      assertThat(second.contentHash()).isEqualTo(rehearsal.contentHash());
    }
  }

  @Test
  void theCloneIsProvenIsolated() {
    assertThat(CloneRehearsal.provesIsolation(rehearsal.examineIsolation())).isTrue();
  }

  @Test
  void theExecutorIsHashedAsItLies() throws IOException {
    ContentHash expected =
        new ContentHash(Hash.sha256(EXECUTOR.getBytes(StandardCharsets.UTF_8)).hex());
    assertThat(rehearsal.executorIntegrity())
        .isEqualTo(new Unchanged("sql/run_all.sql", expected, expected));

    Files.writeString(rehearsal.directory().resolve("sql/run_all.sql"), "-- changed\n");

    assertThat(rehearsal.executorIntegrity().after()).isNotEqualTo(expected);
  }

  @Test
  void theTemporaryDirectoryIsGoneAfterwards() {
    rehearsal.close();

    assertThat(rehearsal.directory()).doesNotExist();
    rehearsal = CloneRehearsal.of(PLAN, sourceDirectory);
  }

  @Test
  void aScriptThatFailsIsNamed(@TempDir Path other) {
    RehearsalPlan broken =
        new RehearsalPlan("a.db", List.of("NO SQL"), "t", EXECUTOR, "e.sql", List.of(), "/tmp/X");

    assertThatThrownBy(() -> CloneRehearsal.makeSource(broken, other))
        .isInstanceOf(RehearsalException.class)
        .hasMessageContaining("the database a.db refused the work")
        .hasMessageContaining("syntax error");
  }
}
