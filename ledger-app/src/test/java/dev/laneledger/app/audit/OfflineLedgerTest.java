package dev.laneledger.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.storage.LedgerDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OfflineLedgerTest {
  private static final int SIZE = 20;

  @TempDir private Path temporary;

  private Path directory;

  @BeforeEach
  void create() throws IOException {
    directory = temporary.resolve("ledger");
    KeptLedger.create(directory, SIZE, SIZE);
  }

  static IntStream positions() {
    return IntStream.range(0, SIZE);
  }

  private VerificationReport verifyDirectory() {
    try (OfflineLedger ledger = OfflineLedger.directory(directory)) {
      return LedgerVerifier.verify(ledger, KeptLedger.LOG_KEY.verifierKey());
    }
  }

  private static VerificationReport verifyBundle(Path bundle) {
    try (OfflineLedger ledger = OfflineLedger.bundle(bundle)) {
      return LedgerVerifier.verify(ledger, KeptLedger.LOG_KEY.verifierKey());
    }
  }

  private Path export(String name) throws IOException {
    Path bundle = temporary.resolve(name);
    try (OfflineLedger ledger = OfflineLedger.directory(directory);
        OutputStream out = Files.newOutputStream(bundle)) {
      Bundle.write(ledger, out);
    }
    return bundle;
  }

  private String first() {
    Finding finding = verifyDirectory().findings().getFirst();
    return finding.kind() + " " + finding.seq();
  }

  @Test
  void a_directory_and_its_bundle_give_the_same_report() throws IOException {
    VerificationReport report = verifyDirectory();

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.size()).isEqualTo(SIZE);
    assertThat(verifyBundle(export("a.zip"))).isEqualTo(report);
  }

  @Test
  void the_same_state_gives_the_same_bundle_and_so_does_a_bundle_of_a_bundle() throws IOException {
    Path bundle = export("a.zip");
    Path again = temporary.resolve("b.zip");
    try (OfflineLedger ledger = OfflineLedger.bundle(bundle);
        OutputStream out = Files.newOutputStream(again)) {
      Bundle.write(ledger, out);
    }

    assertThat(export("c.zip")).hasSameBinaryContentAs(bundle);
    assertThat(again).hasSameBinaryContentAs(bundle);
  }

  @Test
  void reading_changes_no_file_of_the_directory() throws IOException {
    Map<String, Hash> before = files();
    verifyDirectory();
    export("a.zip");

    assertThat(files()).isEqualTo(before);
  }

  private Map<String, Hash> files() throws IOException {
    Map<String, Hash> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Hash.sha256(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  @Test
  void an_export_of_a_directory_in_use_verifies_and_names_its_unsigned_tail() throws IOException {
    try (LedgerDirectory ledger =
        LedgerDirectory.open(directory, () -> Instant.parse("2026-03-01T12:00:00Z"))) {
      KeptLedger.append(ledger, SIZE);
      VerificationReport unsigned = verifyBundle(export("a.zip"));
      KeptLedger.sign(directory, ledger.reader().head());
      VerificationReport signed = verifyBundle(export("b.zip"));

      assertThat(unsigned.verdict()).isEqualTo(Verdict.GAPS);
      assertThat(unsigned.findings()).extracting(Finding::kind).containsExactly("UNCOVERED");
      assertThat(signed.verdict()).isEqualTo(Verdict.VERIFIED);
      assertThat(signed.size()).isEqualTo(SIZE + 1);
    }
  }

  @Test
  void every_export_under_load_is_whole_up_to_its_tail() throws Exception {
    try (LedgerDirectory ledger =
        LedgerDirectory.open(directory, () -> Instant.parse("2026-03-01T12:00:00Z"))) {
      AtomicBoolean done = new AtomicBoolean();
      Thread writer = Thread.ofVirtual().start(() -> write(ledger, done));
      try {
        exportAndVerify();
      } finally {
        done.set(true);
        writer.join();
      }
    }
  }

  private void exportAndVerify() throws IOException {
    long size = 0;
    for (int i = 0; i < 5; i++) {
      VerificationReport report = verifyBundle(export("load-" + i + ".zip"));
      assertThat(report.findings()).extracting(Finding::kind).isSubsetOf("UNCOVERED");
      assertThat(report.size()).isGreaterThanOrEqualTo(size);
      size = report.size();
    }
    assertThat(size).isGreaterThan(SIZE);
  }

  private void write(LedgerDirectory ledger, AtomicBoolean done) {
    for (int i = SIZE; !done.get(); i++) {
      KeptLedger.append(ledger, i);
      if (i % 10 == 0) {
        try {
          KeptLedger.sign(directory, ledger.reader().head());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("positions")
  void every_row_that_is_tampered_with_is_named(int at) throws SQLException, IOException {
    TamperedRows rows = TamperedRows.open(directory);
    List<TamperedRows.Row> original = List.copyOf(rows.rows);
    TamperedRows.Row row = original.get(at);
    boolean last = at == SIZE - 1;

    rows.rows.set(at, row.with(row.json().replace("\"1.0\"", "\"1.1\"")));
    rows.write();
    assertThat(first()).isEqualTo("CHANGED " + at);

    reset(rows, original);
    rows.rows.remove(at);
    rows.write();
    assertThat(first()).isEqualTo((last ? "TRUNCATED " : "MISSING ") + at);

    reset(rows, original);
    rows.rows.remove(at);
    rows.renumber();
    rows.write();
    assertThat(first()).isEqualTo((last ? "TRUNCATED " : "MISSING ") + at);

    reset(rows, original);
    rows.rows.add(at, row.with("{}"));
    rows.renumber();
    rows.write();
    assertThat(first()).isEqualTo("EXTRA " + at);

    if (!last) {
      reset(rows, original);
      Collections.swap(rows.rows, at, at + 1);
      rows.renumber();
      rows.write();
      assertThat(first()).isEqualTo("SWAPPED " + at);
    }
  }

  private static void reset(TamperedRows rows, List<TamperedRows.Row> original) {
    rows.rows.clear();
    rows.rows.addAll(original);
  }

  @Test
  void what_the_indexes_say_too_much_or_wrongly_is_found() throws SQLException {
    TamperedRows.sql(directory, "INSERT INTO stream_id VALUES (1, 'planted', 4)");
    assertThat(verifyDirectory().findings())
        .extracting(Finding::kind)
        .containsAnyOf("INDEX", "INDEX_EXTRA");

    TamperedRows.sql(directory, "DELETE FROM stream_id");
    assertThat(first()).isEqualTo("INDEX 0");
  }

  @Test
  void a_record_that_was_cut_off_is_no_event() throws SQLException {
    TamperedRows.sql(directory, "UPDATE entry SET record = x'00' WHERE seq = 5");
    assertThat(verifyDirectory().findings()).extracting(Finding::seq).first().isEqualTo(5L);
  }

  @Test
  void an_altered_blob_is_found() throws SQLException {
    TamperedRows.sql(directory, "UPDATE blob SET bytes = x'00'");
    assertThat(verifyDirectory().findings()).extracting(Finding::kind).containsExactly("BLOB");
  }

  @Test
  void a_bundle_of_a_tampered_directory_names_the_same_entry() throws SQLException, IOException {
    TamperedRows rows = TamperedRows.open(directory);
    TamperedRows.Row row = rows.rows.get(6);
    rows.rows.set(6, row.with(row.json().replace("\"1.0\"", "\"1\"")));
    rows.write();

    Finding finding = verifyBundle(export("a.zip")).findings().getFirst();
    assertThat(finding.kind() + " " + finding.seq()).isEqualTo("CHANGED 6");
  }

  /** Every byte, but of the README only some: one comparison covers all of it. */
  @Test
  void no_flipped_byte_of_a_bundle_goes_unnoticed() throws IOException {
    directory = temporary.resolve("small");
    KeptLedger.create(directory, 3, 3);
    Path bundle = export("small.zip");
    byte[] bytes = Files.readAllBytes(bundle);
    assertThat(verifyBundle(bundle).verdict()).isEqualTo(Verdict.VERIFIED);

    Path flipped = temporary.resolve("flipped.zip");
    int readmeEnd = Bundle.readme().length;
    for (int i = 0; i < bytes.length; i += i > 100 && i < readmeEnd ? 50 : 1) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Files.write(flipped, changed);
      assertThat(verdict(flipped))
          .as("byte %d of %d", i, bytes.length)
          .isNotEqualTo(Verdict.VERIFIED);
    }
  }

  private static Verdict verdict(Path bundle) {
    try {
      return verifyBundle(bundle).verdict();
    } catch (MaterialUnusableException e) {
      return Verdict.UNUSABLE;
    }
  }

  @Test
  void bytes_behind_a_bundle_are_a_gap() throws IOException {
    Path bundle = export("a.zip");
    Files.write(bundle, "x".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);

    assertThat(verdict(bundle)).isIn(Verdict.GAPS, Verdict.UNUSABLE);
  }

  @Test
  void what_is_no_ledger_is_unusable() throws IOException {
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    Path text = Files.writeString(temporary.resolve("text.zip"), "no zip");

    assertThatThrownBy(() -> OfflineLedger.directory(empty))
        .isInstanceOf(MaterialUnusableException.class)
        .hasMessageContaining("ledger.db");
    assertThatThrownBy(() -> OfflineLedger.bundle(text))
        .isInstanceOf(MaterialUnusableException.class)
        .hasMessageContaining("zip");
  }
}
