package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.api.zip.StoredZip;
import dev.laneledger.app.audit.KeptLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class AuditCommandsTest {
  private static final String KEY = KeptLedger.LOG_KEY.verifierKey().encode();

  @TempDir private Path temporary;

  private record Ran(int exit, String out, String err) {}

  private static Ran run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Ran(line.execute(args), out.toString(), err.toString());
  }

  private String ledger() throws IOException {
    Path directory = temporary.resolve("ledger");
    KeptLedger.create(directory, 5, 5);
    return directory.toString();
  }

  @Test
  void verify_says_in_one_line_what_held_and_on_what_it_rests() throws IOException {
    Ran ran = run("verify", "--dir", ledger(), "--key", KEY);

    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines().findFirst().orElseThrow())
        .startsWith("VERIFIED  " + KeptLedger.ORIGIN + "  5 entries  root ");
    assertThat(ran.out()).contains("rests on  the key given: " + KEY).contains("leaves open");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void verify_without_a_key_ends_with_3_and_says_why() throws IOException {
    Ran ran = run("verify", "--dir", ledger());

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.out())
        .contains("NO_PINNED_KEY")
        .contains("the key that the ledger itself names");
  }

  @Test
  void verify_with_another_key_ends_with_1_and_shows_both_sides() throws IOException {
    String other = KeptLedger.key((byte) 9).verifierKey().encode();
    Ran ran = run("verify", "--dir", ledger(), "--key", other);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("TAMPERED").contains("CHECKPOINT_SIGNATURE");
    assertThat(ran.out()).containsSubsequence("  expected  " + other, "  actual    ");
  }

  @Test
  void an_older_copy_is_noticed_by_a_checkpoint_that_was_kept() throws IOException {
    Path older = temporary.resolve("older");
    KeptLedger.create(older, 4, 4);
    Path kept = Path.of(ledger()).resolve("checkpoint");
    String[] verify = {"verify", "--dir", older.toString(), "--key", KEY};

    assertThat(run(verify).exit()).isZero();
    Ran ran = run("verify", "--dir", older.toString(), "--key", KEY, "--seen", kept.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("SEEN").contains("5 entries").contains("4 entries");
    Path none = Files.writeString(temporary.resolve("none"), "no checkpoint");
    assertThat(run("verify", "--dir", older.toString(), "--seen", none.toString()).exit())
        .isEqualTo(2);
  }

  @Test
  void a_person_s_mistake_is_one_sentence_and_exit_2() throws IOException {
    assertThat(run("verify", "--dir", temporary.resolve("none").toString()))
        .satisfies(this::isUsageError);
    assertThat(run("verify", "--bundle", temporary.resolve("none").toString()))
        .satisfies(this::isUsageError);
    assertThat(run("verify", "--dir", ledger(), "--key", "nonsense")).satisfies(this::isUsageError);
    assertThat(run("verify")).satisfies(this::isUsageError);
    assertThat(run("verify", "--dir", "a", "--bundle", "b")).satisfies(this::isUsageError);
    assertThat(run("replay", "--url", "http://127.0.0.1:1")).satisfies(this::isUsageError);
    assertThat(run("export", "--dir", temporary.toString(), "--out", temporary + "/x/y"))
        .satisfies(this::isUsageError);
    assertThat(run("packet", "verify", temporary.resolve("none").toString()))
        .satisfies(this::isUsageError);
  }

  private void isUsageError(Ran ran) {
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).isNotEmpty().doesNotContain("\tat ").doesNotContain("Exception");
  }

  @Test
  void an_exported_bundle_verifies_to_the_same_json_as_its_directory() throws IOException {
    String directory = ledger();
    String bundle = temporary.resolve("ledger.zip").toString();

    assertThat(run("export", "--dir", directory, "--out", bundle).exit()).isZero();
    Ran ofDirectory = run("verify", "--dir", directory, "--key", KEY, "--json");
    Ran ofBundle = run("verify", "--bundle", bundle, "--key", KEY, "--json");

    assertThat(ofBundle.exit()).isZero();
    assertThat(ofBundle.out()).isEqualTo(ofDirectory.out()).startsWith("{\"blobs\":1,\"chain\":");
  }

  @Test
  void replay_names_what_the_rules_would_not_have_allowed() throws IOException {
    Ran ran = run("replay", "--dir", ledger(), "--key", KEY);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("VERDICT  entry 1").contains("reached again");
  }

  @Test
  void a_packet_is_whole_as_directory_and_as_zip_until_something_changes() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("README.md", "read me\n".getBytes(StandardCharsets.UTF_8));
    files.put("evidence/a.txt", "seen\n".getBytes(StandardCharsets.UTF_8));
    HashManifest manifest = HashManifest.of(files);
    Hash tree = PacketTree.of(manifest);
    files.put(PacketTree.MANIFEST, manifest.format().getBytes(StandardCharsets.UTF_8));
    files.put(PacketTree.PIN, PacketTree.pinFile(tree).getBytes(StandardCharsets.UTF_8));
    Path zip = Files.write(temporary.resolve("p.zip"), StoredZip.write(files));
    Path directory = temporary.resolve("p");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    String packet = directory.toString();

    assertThat(run("packet", "verify", zip.toString()).exit()).isZero();
    assertThat(run("packet", "verify", packet, "--tree", tree.hex()).out())
        .startsWith("WHOLE  packet tree " + tree);
    assertThat(run("packet", "verify", packet, "--tree", "0".repeat(64)).exit()).isEqualTo(1);

    Files.writeString(directory.resolve("unlisted.txt"), "x");
    Files.writeString(directory.resolve("README.md"), "another\n");
    Ran ran = run("packet", "verify", packet);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("unlisted.txt must be listed").contains("README.md differs");
  }

  @Test
  void every_verb_explains_itself() {
    for (String[] verb :
        new String[][] {{"verify"}, {"replay"}, {"export"}, {"packet"}, {"packet", "verify"}}) {
      String[] args = Arrays.copyOf(verb, verb.length + 1);
      args[verb.length] = "--help";
      Ran ran = run(args);
      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).startsWith("Usage: ledger " + String.join(" ", verb));
    }
  }
}
