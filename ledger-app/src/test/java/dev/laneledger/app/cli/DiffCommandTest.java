package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.app.audit.KeptLedger;
import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.rehearsal.Tampering;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DiffCommandTest {
  private static final int SIZE = 300;
  private static final int CHANGED = 290;

  @TempDir private Path temporary;

  private Path whole;
  private Path shorter;
  private Path changed;

  @BeforeEach
  void makeThreeCopies() throws IOException {
    whole = ledger("whole", SIZE);
    shorter = ledger("shorter", CHANGED);
    changed = ledger("changed", SIZE);
    Tampering.changeOneByte(changed.resolve("ledger.db"), CHANGED);
  }

  private Path ledger(String name, int size) throws IOException {
    Path directory = temporary.resolve(name);
    KeptLedger.create(directory, size, size);
    return directory;
  }

  private Path bundle(Path directory) {
    Path file = temporary.resolve(directory.getFileName() + ".zip");
    Ran ran =
        Verbs.here(List.of("export", "--dir", directory.toString(), "--out", file.toString()));
    assertThat(ran.exit()).as(ran.err()).isZero();
    return file;
  }

  private static Ran diff(Path a, Path b, String... more) {
    return Verbs.here(
        Stream.concat(Stream.of("diff", a.toString(), b.toString()), Arrays.stream(more)).toList());
  }

  @Test
  void a_directory_equals_its_own_bundle() {
    Ran ran = diff(whole, bundle(whole));

    assertThat(ran.out()).startsWith("EQUAL  300 entries in both");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void a_longer_copy_continues_a_shorter_one() {
    Ran ran = diff(bundle(shorter), whole);

    assertThat(ran.out()).startsWith("B CONTINUES A  with 10 more entries");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void one_changed_byte_is_placed_and_shown_from_both_sides() {
    Ran ran = diff(bundle(whole), changed);

    assertThat(ran.out())
        .startsWith("PARTED  at entry 290, of 300 entries in a and 300 in b")
        .contains("but another one is kept for it");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void by_hashes_alone_a_change_that_left_the_hash_is_not_seen_and_help_says_so() {
    assertThat(diff(whole, changed, "--quick").exit()).isZero();
    assertThat(Verbs.here(List.of("diff", "--help")).out()).contains("copies that are proven");
  }

  @Test
  void a_machine_gets_the_place_and_the_fields() {
    Ran ran = diff(whole, changed, "--json");
    JsonNode json = CanonicalJson.parse(ran.out().strip().getBytes(StandardCharsets.UTF_8));

    assertThat(json.at("/relation").asString()).isEqualTo("parted");
    assertThat(json.at("/parting/seq").asLong()).isEqualTo(CHANGED);
    assertThat(json.at("/parting/fields")).hasSize(1);
    assertThat(json.at("/parting/keptB").asBoolean()).isFalse();
  }

  @Test
  void what_cannot_be_read_is_one_sentence_and_exit_2() throws IOException {
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    Ran ran = diff(whole, empty);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err().lines()).hasSize(1);
  }
}
