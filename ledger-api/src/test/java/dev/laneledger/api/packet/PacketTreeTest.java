package dev.laneledger.api.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacketTreeTest {
  private final Map<String, byte[]> files = packet();

  @Test
  void findsNothingWrongWithAWholePacketAndItsSidecar() {
    assertThat(PacketTree.check(files)).isEmpty();
    files.put("ledger/entries.ndjson", utf8("{}"));
    assertThat(PacketTree.check(files)).isEmpty();
  }

  @Test
  void findsAChangedFile() {
    files.put("b/c.txt", utf8("changed"));
    assertThat(PacketTree.check(files))
        .containsExactly(new PacketFault.Differs("b/c.txt", sha256("c"), sha256("changed")));
    assertThat(PacketTree.check(files).getFirst().message())
        .isEqualTo(
            "b/c.txt differs\n  expected " + sha256("c") + "\n  actual   " + sha256("changed"));
  }

  @Test
  void findsAMissingFileUnderACorrectPin() {
    files.remove("a.txt");
    assertThat(PacketTree.check(files)).containsExactly(new PacketFault.Missing("a.txt"));
  }

  @Test
  void findsAnUnlistedFileWhereverItIs() {
    files.put("z", utf8(""));
    files.put("b/HASH_MANIFEST.txt", utf8(""));
    files.put("Ledger/x", utf8(""));
    files.put("../escape", utf8(""));
    assertThat(PacketTree.check(files))
        .containsExactly(
            new PacketFault.Unlisted("../escape"),
            new PacketFault.Unlisted("Ledger/x"),
            new PacketFault.Unlisted("b/HASH_MANIFEST.txt"),
            new PacketFault.Unlisted("z"));
  }

  @Test
  void findsAManifestThatThePinDoesNotName() {
    Hash pinned = Hash.sha256(files.get(PacketTree.MANIFEST));
    String other = sha256("other") + "  a.txt\n" + sha256("c") + "  b/c.txt\n";
    files.put(PacketTree.MANIFEST, utf8(other));
    assertThat(PacketTree.check(files))
        .containsExactly(
            new PacketFault.Differs(PacketTree.MANIFEST, pinned, sha256(other)),
            new PacketFault.Differs("a.txt", sha256("other"), sha256("a")));
  }

  @Test
  void findsManifestAndPinMissingOrMalformed() {
    byte[] pin = files.remove(PacketTree.PIN);
    assertThat(PacketTree.check(files)).containsExactly(new PacketFault.Missing(PacketTree.PIN));
    for (String wrong : new String[] {"", "\n", text(pin).strip(), text(pin) + "\n", "x\n"}) {
      files.put(PacketTree.PIN, utf8(wrong));
      assertThat(PacketTree.check(files))
          .singleElement()
          .isInstanceOf(PacketFault.Malformed.class)
          .extracting(PacketFault::name)
          .isEqualTo(PacketTree.PIN);
    }
    files.put(PacketTree.MANIFEST, utf8("x\n"));
    files.put(PacketTree.PIN, utf8(sha256("x\n") + "\n"));
    assertThat(PacketTree.check(files))
        .singleElement()
        .isInstanceOf(PacketFault.Malformed.class)
        .extracting(PacketFault::message)
        .isEqualTo(
            "HASH_MANIFEST.txt is malformed: "
                + "a manifest line must be 64 hex, two spaces, a name and LF, but is: x");
    files.remove(PacketTree.MANIFEST);
    assertThat(PacketTree.check(files))
        .containsExactly(new PacketFault.Missing(PacketTree.MANIFEST));
  }

  private static Map<String, byte[]> packet() {
    Map<String, byte[]> files = new HashMap<>();
    files.put("a.txt", utf8("a"));
    files.put("b/c.txt", utf8("c"));
    HashManifest manifest = HashManifest.of(files);
    files.put(PacketTree.MANIFEST, utf8(manifest.format()));
    files.put(PacketTree.PIN, utf8(PacketTree.pinFile(PacketTree.of(manifest))));
    return files;
  }

  private static Hash sha256(String text) {
    return Hash.sha256(utf8(text));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
