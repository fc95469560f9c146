package dev.laneledger.app.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.projections.ProgramState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FoldStartTest {
  @TempDir Path dir;
  private LedgerDirectory directory;
  private SomeEvents events;

  @BeforeEach
  void open() {
    directory = LedgerDirectory.open(dir.resolve("a"), Clock.systemUTC());
    events = new SomeEvents(directory.writer(), new SplittableRandom(5));
  }

  @AfterEach
  void close() {
    directory.close();
  }

  /** One start, from what is kept up to the durable end; what is due is attested then. */
  private final class Run implements AutoCloseable {
    final FoldStart start;
    final ViewHolder holder = new ViewHolder();
    final EarlierViews earlier;

    Run() throws IOException, SQLException {
      start = FoldStart.of(directory.views(), directory.reader());
      Attestor attestor = new Attestor(directory.writer(), () -> 0);
      attestor.known(start.statements(), start.view());
      ViewFold fold = new ViewFold(holder, start.history(), attestor, start.kept());
      holder.publish(fold.upTo(directory.reader(), start.view()));
      attestor.run();
      holder.publish(fold.upTo(directory.reader(), holder.view()));
      earlier = new EarlierViews(directory.reader(), holder, start.kept(), start.history());
    }

    @Override
    public void close() {
      start.kept().close();
    }
  }

  private LedgerView folded(long size) {
    LedgerView view = LedgerView.EMPTY;
    for (Entry entry : directory.reader().entries(0, (int) size)) {
      view = view.evolve(entry, entry.event());
    }
    return view;
  }

  private static String text(ProgramState state) {
    StringJoiner text = new StringJoiner("\n");
    state.changesSince(
        ProgramState.EMPTY,
        (part, key, value) ->
            text.add(
                part
                    + " "
                    + key
                    + " "
                    + new String(
                        CanonicalJson.write(EventJson.toTree(value)), StandardCharsets.UTF_8)));
    return text.toString();
  }

  private static void assertSame(LedgerView actual, LedgerView expected) {
    assertThat(actual.state().programs().keySet()).isEqualTo(expected.state().programs().keySet());
    expected
        .state()
        .programs()
        .forEach(
            (id, program) -> assertThat(text(actual.state().program(id))).isEqualTo(text(program)));
    assertThat(actual.ledger()).isEqualTo(expected.ledger());
    assertThat(new TreeMap<>(actual.attested())).isEqualTo(new TreeMap<>(expected.attested()));
    assertThat(actual.counted()).isEqualTo(expected.counted());
    assertThat(actual.chain()).isEqualTo(expected.chain());
  }

  @Test
  void aStartFromWhatIsKeptReachesWhatAFoldFromEntryZeroReaches() throws Exception {
    for (int part = 0; part < 5; part++) {
      events.append(700 + 53 * part);
      try (Run run = new Run()) {
        assertThat(run.start.view().size())
            .as("part %d", part)
            .isGreaterThan(part < 2 ? -1 : 1_000);
        assertSame(run.holder.view(), folded(directory.reader().size()));
      }
    }
  }

  @Test
  void everyEarlierViewIsTheFoldUpToIt() throws Exception {
    SplittableRandom random = new SplittableRandom(6);
    events.append(1_100);
    try (Run first = new Run()) {
      assertThat(first.start.view().size()).isZero();
    }
    events.append(900);
    try (Run run = new Run()) {
      long size = directory.reader().size();
      for (int i = 0; i < 25; i++) {
        long seq = i == 0 ? size - 1 : random.nextLong(size);
        String program = "P" + random.nextInt(3);
        LedgerView expected = folded(seq + 1);
        LedgerView actual = run.earlier.at(program, seq);
        assertThat(text(actual.state().program(program)))
            .as("%s after %d", program, seq)
            .isEqualTo(text(expected.state().program(program)));
        assertThat(actual.state().programs().containsKey(program))
            .isEqualTo(expected.state().programs().containsKey(program));
        assertThat(actual.attested(program, "lanes.v1"))
            .isEqualTo(expected.attested(program, "lanes.v1"));
        assertThat(actual.ledger()).isEqualTo(expected.ledger());
        assertThat(actual.chain()).isEqualTo(expected.chain());
      }
    }
  }

  @Test
  void aViewOfWhatIsNotFoldedYetIsTheFoldUpToIt() throws Exception {
    SplittableRandom random = new SplittableRandom(8);
    events.append(300);
    try (Run run = new Run()) {
      long seen = run.holder.view().size();
      events.append(3 * ConcernedEntries.MOST_SCANNED);
      long size = directory.reader().size();
      for (int i = 0; i < 10; i++) {
        long seq = i == 0 ? size - 1 : random.nextLong(seen, size);
        String program = "P" + random.nextInt(3);
        LedgerView expected = folded(seq + 1);
        LedgerView actual = run.earlier.at(program, seq);
        assertThat(text(actual.state().program(program)))
            .as("%s after %d", program, seq)
            .isEqualTo(text(expected.state().program(program)));
        assertThat(actual.ledger()).isEqualTo(expected.ledger());
        assertThat(actual.position()).isEqualTo(seq);
        assertThat(actual.chain()).isEqualTo(expected.chain());
      }
    }
  }

  /** Changes the file that was kept. */
  private interface Harm {
    void to(Connection views) throws SQLException;
  }

  private void assertBuiltAgainAfter(Harm harm) throws Exception {
    events.append(1_100);
    new Run().close();
    try (Run sound = new Run()) {
      assertThat(sound.start.view().size()).isEqualTo(1_024);
    }
    try (Connection views = DriverManager.getConnection("jdbc:sqlite:" + directory.views())) {
      harm.to(views);
    }
    try (Run run = new Run()) {
      assertThat(run.start.view().size()).isZero();
      assertSame(run.holder.view(), folded(directory.reader().size()));
    }
    try (Run again = new Run()) {
      assertThat(again.start.view().size()).isEqualTo(1_024);
    }
  }

  private static void execute(Connection views, String sql) throws SQLException {
    try (Statement statement = views.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  @Test
  void rowsOfAnotherEngineAreBuiltAgain() throws Exception {
    assertBuiltAgainAfter(views -> execute(views, "UPDATE engine SET name = 'older'"));
  }

  @Test
  void aRowThatIsMissingIsNoticed() throws Exception {
    assertBuiltAgainAfter(views ->
        execute(
            views,
            "DELETE FROM part_row WHERE key = (SELECT max(key) FROM part_row WHERE part ="
                + " 'documents.pins')"));
  }

  @Test
  void aRowThatIsNoJsonIsNoticed() throws Exception {
    assertBuiltAgainAfter(views -> execute(views, "UPDATE row_version SET value = x'7b'"));
  }

  @Test
  void rowsThatFitTheirSumButNotTheAttestedStateAreNoticed() throws Exception {
    assertBuiltAgainAfter(FoldStartTest::forge);
  }

  /** Takes a lane away and corrects every sum. */
  private static void forge(Connection views) throws SQLException {
    execute(views, "DELETE FROM part_row WHERE part = 'lanes.v1' AND name = 'quiet'");
    KeptLookups lookups = new KeptLookups(views); // whose connection it is closes it
    try (Statement select = views.createStatement();
        ResultSet row = select.executeQuery("SELECT position FROM boundary")) {
      while (row.next()) {
        SetDigest sum = new SetDigest();
        lookups.at(row.getLong(1), null, sum::add);
        try (PreparedStatement update =
            views.prepareStatement("UPDATE boundary SET sum = ? WHERE position = ?")) {
          update.setBytes(1, sum.bytes());
          update.setLong(2, row.getLong(1));
          update.executeUpdate();
        }
      }
    }
  }

  @Test
  void theFileOfAnotherLedgerIsNotUsed() throws Exception {
    events.append(1_100);
    new Run().close();
    Files.copy(directory.views(), dir.resolve("other.db"));
    directory.close();
    directory = LedgerDirectory.open(dir.resolve("b"), Clock.systemUTC());
    events = new SomeEvents(directory.writer(), new SplittableRandom(7));
    events.append(1_100);
    new Run().close();
    Files.copy(dir.resolve("other.db"), directory.views(), StandardCopyOption.REPLACE_EXISTING);
    try (Run run = new Run()) {
      assertThat(run.start.view().size()).isZero();
      assertSame(run.holder.view(), folded(directory.reader().size()));
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsReplaced() throws Exception {
    events.append(10);
    Files.writeString(directory.views(), "no database ".repeat(1_000));
    try (Run run = new Run()) {
      assertSame(run.holder.view(), folded(directory.reader().size()));
    }
  }
}
