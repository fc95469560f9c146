package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.storage.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** {@code backup}, {@code restore} and {@code doctor} at a ledger that is served meanwhile. */
final class UpkeepTest {
  @TempDir static Path temporary;
  private static Path ledger;
  private static Path backup;
  private static String key;

  @TempDir Path work;

  /** Backs it up while an owner registers programs, and appends more afterwards. */
  @BeforeAll
  static void backUpWhileItIsServed() throws Exception {
    ledger = temporary.resolve("ledger");
    backup = temporary.resolve("backup");
    try (OwnersLedger served = new OwnersLedger(ledger)) {
      key = served.running.verifierKey();
      AtomicBoolean enough = new AtomicBoolean();
      CountDownLatch begun = new CountDownLatch(3);
      Thread writing =
          Thread.startVirtualThread(() -> {
            for (int i = 0; !enough.get(); i++) {
              register(served, "P-" + i);
              begun.countDown();
            }
          });
      begun.await();
      Ran ran = ledger("backup", "--dir", ledger, "--out", backup, "--key", key, "--with-secrets");
      enough.set(true);
      writing.join();
      assertThat(ran.exit()).as(ran.toString()).isZero();
      assertThat(ran.out()).contains("of them signed");
      register(served, "LATER");
      served.awaitCheckpoint();
    }
  }

  private static void register(OwnersLedger served, String program) {
    try {
      served.program(program);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Ran ledger(Object... args) {
    return Verbs.here(java.util.Arrays.stream(args).map(Object::toString).toList());
  }

  @Test
  void aBackupIsWholeAndForItsOwnerOnly() throws IOException {
    assertThat(ledger("replay", "--dir", backup, "--key", key).exit()).isIn(0, 3);
    assertThat(backup.resolve("ledger.db-wal")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rwx------");
    assertThat(backup.resolveSibling("backup.part")).doesNotExist();
  }

  @Test
  void secretsStayWhereTheyAreUnlessTheyAreAskedFor() {
    Path without = work.resolve("without");
    assertThat(ledger("backup", "--dir", ledger, "--out", without).exit()).isZero();
    assertThat(without.resolve("keys")).doesNotExist();
    assertThat(without.resolve("tokens")).doesNotExist();
    assertThat(backup.resolve("keys/log.key")).exists();
    Ran doctor = ledger("doctor", "--dir", without, "--key", key);
    assertThat(doctor.exit()).as(doctor.out()).isEqualTo(3);
    assertThat(doctor.out()).contains("put keys/ back");
  }

  @Test
  void aCopyIsPutNowhereButIntoANewDirectory() throws IOException {
    Ran ran = ledger("restore", "--from", backup, "--dir", ledger);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("must be new or empty").contains("name another directory");
    assertThat(ledger("backup", "--dir", work, "--out", work.resolve("x")).exit()).isEqualTo(2);
    assertThat(work.resolve("x")).doesNotExist();
  }

  @Test
  void aRestoredLedgerIsServedAndGoesOn() throws IOException {
    Path restored = work.resolve("restored");
    assertThat(ledger("restore", "--from", backup, "--dir", restored, "--key", key).exit())
        .isZero();
    try (OwnersLedger served = new OwnersLedger(restored)) {
      served.program("AFTER");
      served.awaitCheckpoint();
    }
    assertThat(ledger("verify", "--dir", restored, "--key", key).exit()).isZero();
  }

  @Test
  void anOlderCopyIsNoticedAgainstTheLastCheckpoint() throws IOException {
    Path seen = ledger.resolve("checkpoint");
    Path restored = work.resolve("restored");
    Ran refused = ledger("restore", "--from", backup, "--dir", restored, "--seen", seen);
    assertThat(refused.exit()).as(refused.toString()).isEqualTo(1);
    assertThat(restored).doesNotExist();

    assertThat(ledger("restore", "--from", backup, "--dir", restored).exit()).isZero();
    Ran doctor = ledger("doctor", "--dir", restored, "--seen", seen);
    assertThat(doctor.exit()).as(doctor.out()).isEqualTo(1);
    Path elsewhere = Files.copy(seen, work.resolve("checkpoint"));
    ServedLedger served =
        ServedLedger.start(
            restored,
            work.resolve("err.txt"),
            java.util.Map.of(),
            "--checkpoint-file",
            elsewhere.toString());
    try {
      OwnersLedger.await(() -> said(work.resolve("err.txt")).contains("READ ONLY"));
    } finally {
      served.process().destroyForcibly();
    }
  }

  private static String said(Path errors) {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aDamagedLedgerIsNotBackedUp() throws IOException {
    Path damaged = copy();
    byte[] bytes = Files.readAllBytes(damaged.resolve("ledger.db"));
    int entry = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("LATER");
    bytes[entry] = 'l';
    Files.write(damaged.resolve("ledger.db"), bytes);

    Ran ran = ledger("backup", "--dir", damaged, "--out", work.resolve("copy"), "--key", key);
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(work.resolve("copy")).doesNotExist();
    assertThat(ledger("doctor", "--dir", damaged).exit()).isEqualTo(1);
  }

  @Test
  void theDoctorSaysWhatToDo() throws IOException {
    Ran well = ledger("doctor", "--dir", ledger, "--key", key);
    assertThat(well.exit()).as(well.out()).isIn(0, 3); // a disk may be rather full
    assertThat(well.out()).contains("database", "checkpoint", "clock", "keys", "modes", "disk");

    Path ill = copy();
    Files.setPosixFilePermissions(
        ill.resolve("keys/log.key"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.copy(
        ill.resolve("keys/owner.pem"),
        ill.resolve("keys/old.pem"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Ran open = ledger("doctor", "--dir", ill, "--key", key, "--json");
    assertThat(open.exit()).isEqualTo(1);
    assertThat(open.out()).contains("chmod 600");

    Files.delete(ill.resolve("keys/log.key"));
    assertThat(ledger("doctor", "--dir", ill).out()).contains("is missing");
    Files.writeString(ill.resolve("ledger.db"), "no database at all, and much too short");
    assertThat(ledger("doctor", "--dir", ill).out()).contains("restore a backup");
    Ran none = ledger("doctor", "--dir", work);
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("name it with --dir");
  }

  @Test
  void theDoctorTellsALedgerOfANewerProgramFromADamagedOne() throws Exception {
    Path newer = copy();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + newer.resolve("ledger.db"));
        Statement statement = database.createStatement()) {
      statement.execute(
          "INSERT INTO flyway_schema_history SELECT 99, '99', 'newer', type, 'V99__newer.sql', 1,"
              + " installed_by, installed_on, 1, 1 FROM flyway_schema_history");
    }
    Ran doctor = ledger("doctor", "--dir", newer, "--key", key);
    assertThat(doctor.exit()).as(doctor.out()).isEqualTo(1);
    assertThat(doctor.out())
        .contains("schema version 99", "install that version")
        .doesNotContain("restore a backup");
  }

  @Test
  void theDoctorNamesADiskThatIsFullAndOneThatCannotBeWritten() throws Exception {
    try (SmallDisk disk = SmallDisk.mounted(work.resolve("disk"))) {
      Path small = disk.path().resolve("ledger");
      FileSystemUtils.copyRecursively(ledger, small);
      Ran full = ledger("doctor", "--dir", small, "--key", key);
      assertThat(full.exit()).as(full.out()).isEqualTo(1);
      assertThat(full.out()).contains("MiB are free", "make room: a full disk refuses");
      disk.forbidWriting();
      Ran fixed = ledger("doctor", "--dir", small, "--key", key);
      assertThat(fixed.exit()).as(fixed.out()).isEqualTo(1);
      assertThat(fixed.out()).contains("cannot be written", "give it to the user of the server");
    }
  }

  private Path copy() throws IOException {
    Path copy = work.resolve("ill");
    FileSystemUtils.copyRecursively(ledger, copy);
    for (String name : List.of("", "keys", "tokens")) {
      Files.setPosixFilePermissions(
          copy.resolve(name), PosixFilePermissions.fromString("rwx------"));
    }
    Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
    return copy;
  }
}
