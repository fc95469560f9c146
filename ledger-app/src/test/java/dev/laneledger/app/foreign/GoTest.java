package dev.laneledger.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.foreign.Go.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** {@code docs/foreign/verify.go} with Go's own sumdb, where Go is installed. */
final class GoTest {
  private static final StrangersCopy COPY = StrangersCopy.get();

  @TempDir private static Path temporary;

  private static Go go;

  @BeforeAll
  static void build() throws Exception {
    go = Go.build(temporary);
  }

  private static List<String> everything(Path copy) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "-old",
                copy.resolve("old.checkpoint").toString(),
                "-consistency",
                copy.resolve("consistency.json").toString(),
                copy.resolve("published").toString(),
                COPY.vkey()));
    StrangersCopy.PROVEN.forEach(seq -> args.add(copy.resolve(seq + ".proof").toString()));
    return args;
  }

  @Test
  void it_verifies_checkpoint_tiles_entries_proofs_and_growth() throws Exception {
    Ran ran = go.verify(everything(COPY.dir()));

    assertThat(ran.out()).startsWith("HOLDS  " + StrangersCopy.ORIGIN + "  3");
    assertThat(ran.out())
        .contains("entry 0 ", "entry 255 ", "entry 256 ", "entry 300 ", "grew from");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void it_refuses_one_changed_letter_of_any_part() throws Exception {
    refused("published/checkpoint", -20, "the checkpoint is not signed by the key");
    refused("published/tile/0/000", 40, "entry 1 has the hash ");
    refused("published/tile/entries/000", 40, "entry 0 has the hash ");
    refused("255.proof", 60, "entry 255 is not proven");
    refused("old.checkpoint", 40, "the checkpoint is not signed by the key");
    refused("consistency.json", -10, "the tree of ");
  }

  @Test
  void it_refuses_a_consistency_proof_of_other_sizes() throws Exception {
    Path copy = copied("sizes");
    Files.copy(copy.resolve("published/checkpoint"), copy.resolve("newer"));
    List<String> args = everything(copy);
    args.set(1, copy.resolve("newer").toString());

    Ran ran = go.verify(args);

    assertThat(ran.out()).contains("DOES NOT HOLD: the proof is from ");
    assertThat(ran.exit()).isEqualTo(1);
  }

  private static Path copied(String name) throws IOException {
    Path copy = temporary.resolve(name);
    FileSystemUtils.copyRecursively(COPY.dir(), copy);
    return copy;
  }

  private static void refused(String file, int at, String words) throws Exception {
    Path copy = copied(file.replace('/', '-'));
    Path changed = copy.resolve(file);
    byte[] bytes = Files.readAllBytes(changed);
    int place = at < 0 ? bytes.length + at : at;
    bytes[place] = (byte) (bytes[place] == 'a' ? 'b' : 'a');
    Files.write(changed, bytes);

    Ran ran = go.verify(everything(copy));

    assertThat(ran.out()).as(file).contains("DOES NOT HOLD: " + words);
    assertThat(ran.exit()).as(file).isEqualTo(1);
  }
}
