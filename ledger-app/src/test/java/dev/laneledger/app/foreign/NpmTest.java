package dev.laneledger.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.caoccao.javet.interop.NodeRuntime;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.node.modules.NodeModuleModule;
import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.note.SignerKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * {@code docs/foreign/verify.js} with npm's {@code @sigstore/verify}, in the Node.js that Javet
 * brings into this JVM. The packages are the registry's own files, which the lock file pins.
 */
final class NpmTest {
  private static final Path FOREIGN = Path.of("..", "docs", "foreign");
  private static final StrangersCopy COPY = StrangersCopy.get();

  @TempDir private static Path modules;

  private record Ran(int exit, String said) {}

  @BeforeAll
  static void install() throws Exception {
    assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .as("the tests bring Node.js for this system only; elsewhere run docs/foreign/verify.js")
        .isEqualTo("Linux amd64");
    Files.copy(FOREIGN.resolve("verify.js"), modules.resolve("verify.js"));
    JsonNode lock = CanonicalJson.parse(Files.readAllBytes(FOREIGN.resolve("package-lock.json")));
    NpmPackages.install(lock.get("packages"), modules);
  }

  private static Ran verify(String key, List<Path> proofs) throws Exception {
    List<String> args = new ArrayList<>(List.of(key));
    proofs.forEach(file -> args.add(file.toString()));
    String script =
        """
        const lines = [];
        const exit = require('./verify.js').main(%s, (line) => lines.push(line));
        JSON.stringify({ exit, said: lines.join('\\n') });
        """
            .formatted(new ObjectMapper().writeValueAsString(args));
    try (NodeRuntime node = V8Host.getNodeInstance().createV8Runtime()) {
      node.getNodeModule(NodeModuleModule.class).setRequireRootDirectory(modules.toFile());
      String answer = node.getExecutor(script).executeString();
      JsonNode json = CanonicalJson.parse(answer.getBytes(StandardCharsets.UTF_8));
      return new Ran(json.get("exit").asInt(), json.get("said").asString());
    }
  }

  @Test
  void it_verifies_the_checkpoint_and_the_inclusion_of_every_proven_entry() throws Exception {
    Ran ran = verify(COPY.vkey(), COPY.proofs());

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.said().lines())
        .extracting(line -> line.substring(0, line.lastIndexOf("  ")))
        .containsExactly(
            "HOLDS  entry 0", "HOLDS  entry 255", "HOLDS  entry 256", "HOLDS  entry 300");
  }

  @Test
  void it_refuses_a_changed_entry_path_place_and_signature_and_another_key() throws Exception {
    List<String> lines = Files.readAllLines(COPY.proofs().get(1));
    assertThat(lines.get(2)).isEqualTo("index 255");
    int signature = lines.size() - 1;

    refused(COPY.vkey(), with(lines, 1, flipped(lines.get(1), 200)), "does not match");
    refused(COPY.vkey(), with(lines, 3, flipped(lines.get(3), 7)), "does not match");
    refused(COPY.vkey(), with(lines, 2, "index 254"), "does not match");
    refused(COPY.vkey(), with(lines, signature, flipped(lines.get(signature), 60)), "signature");
    String other = SignerKey.fromSeed(StrangersCopy.ORIGIN, new byte[32]).verifierKey().encode();
    refused(other, lines, "signature");
    assertThat(verify("no key", COPY.proofs()).exit()).isEqualTo(2);
  }

  private static List<String> with(List<String> lines, int at, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(at, line);
    return changed;
  }

  /** Another letter of base64 there. */
  private static String flipped(String line, int at) {
    char other = line.charAt(at) == 'A' ? 'B' : 'A';
    return line.substring(0, at) + other + line.substring(at + 1);
  }

  private static void refused(String key, List<String> proof, String words) throws Exception {
    Path file = Files.createTempFile(modules, "changed", ".proof");
    Files.writeString(file, String.join("\n", proof) + "\n");
    Ran ran = verify(key, List.of(file));
    assertThat(ran.said()).startsWith("DOES NOT HOLD").contains(words);
    assertThat(ran.exit()).isEqualTo(1);
  }
}
