package dev.laneledger.api.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HashManifestTest {
  private static final JsonNode VECTOR = Vectors.read("packet.json");
  private static final String ZERO = "0".repeat(64);

  @Test
  void listsTheVectorsFilesInOrderOfTheirBytes() {
    HashManifest manifest = HashManifest.of(files(VECTOR.get("files")));
    assertThat(manifest.format()).isEqualTo(VECTOR.get("manifest").stringValue());
    assertThat(HashManifest.parse(utf8(manifest.format()))).isEqualTo(manifest);
    Hash tree = PacketTree.of(manifest);
    assertThat(PacketTree.pinFile(tree)).isEqualTo(VECTOR.get("pin").stringValue() + "\n");
    assertThat(PacketTree.h1(tree)).isEqualTo(VECTOR.get("h1").stringValue());
  }

  @Test
  void agreesWithGoOnPublishedTrees() {
    assertThat(Vectors.list(VECTOR.get("h1Published"))).hasSize(2);
    for (JsonNode vector : VECTOR.get("h1Published")) {
      Hash tree = PacketTree.of(HashManifest.of(files(vector.get("files"))));
      assertThat(PacketTree.h1(tree)).isEqualTo(vector.get("h1").stringValue());
    }
  }

  @Test
  void ordersBeyondTheBasicPlaneByBytesAndNotByUtf16() {
    assertThat("😀".compareTo("Ａ")).isNegative();
    assertThat(HashManifest.UTF8_ORDER.compare("😀", "Ａ")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a//b",
        "./a",
        "a/./b",
        "..",
        "../a",
        "a/../b",
        "a\\b",
        "a\nb",
        "a\rb",
        "a\u0000",
        "a\u007f",
        "\ud800",
        "HASH_MANIFEST.txt",
        "packet_tree.sha256",
        "ledger/entries"
      })
  void refusesNamesThatAreNotGovernedFiles(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashManifest.of(Map.of(name, new byte[0])))
        .withMessageEndingWith(": " + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " a",
        "a b",
        "...",
        ".hidden",
        "a/HASH_MANIFEST.txt",
        "ledger",
        "a/ledger/b",
        "é",
        "-r"
      })
  void takesEveryOtherName(String name) {
    HashManifest manifest = HashManifest.of(Map.of(name, new byte[0]));
    assertThat(HashManifest.parse(utf8(manifest.format()))).isEqualTo(manifest);
  }

  @Test
  void parsesOnlyTheCanonicalForm() {
    assertThat(HashManifest.parse(new byte[0]).files()).isEmpty();
    List<String> others =
        List.of(
            "\n",
            ZERO + "  a",
            ZERO + " a\n",
            ZERO + " *a\n",
            ZERO + "  \n",
            ZERO + "  a\r\n",
            "A" + ZERO.substring(1) + "  a\n",
            ZERO.substring(1) + "  a\n",
            ZERO + "  b\n" + ZERO + "  a\n",
            ZERO + "  a\n" + ZERO + "  a\n",
            ZERO + "  a\n\n",
            ZERO + "  ../a\n",
            ZERO + "  😀\n" + ZERO + "  Ａ\n",
            "\\" + ZERO + "  a\\nb\n");
    for (String other : others) {
      assertThatIllegalArgumentException()
          .as(other)
          .isThrownBy(() -> HashManifest.parse(utf8(other)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashManifest.parse(new byte[] {(byte) 0xff}));
  }

  private static Map<String, byte[]> files(JsonNode node) {
    Map<String, byte[]> files = new TreeMap<>();
    node.properties().forEach(f -> files.put(f.getKey(), utf8(f.getValue().stringValue())));
    return files;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
