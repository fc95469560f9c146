package dev.laneledger.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CopyCheckTest {
  private static final String PACKET = "packets/P/L/";

  private static SmallLedger export() {
    SmallLedger ledger = new SmallLedger(SmallLedger.Kept.TILES);
    ledger.export = true;
    ledger.copies();
    return ledger;
  }

  private static List<String> kinds(SmallLedger ledger) {
    return ledger.verify().findings().stream().map(f -> f.kind() + " " + f.subject()).toList();
  }

  @Test
  void copies_that_are_what_the_ledger_says_leave_nothing_to_tell() {
    assertThat(export().verify().findings()).isEmpty();
  }

  @Test
  void every_changed_file_of_a_packet_is_found() {
    for (String file : List.of("README.md", PacketTree.MANIFEST, PacketTree.PIN)) {
      SmallLedger ledger = export();
      ledger.parts.put(PACKET + file, SmallLedger.utf8("forged\n"));
      assertThat(kinds(ledger)).isNotEmpty().allMatch(kind -> kind.startsWith("PACKET_COPY"));
    }
  }

  @Test
  void a_packet_that_is_whole_in_itself_but_was_not_sealed_is_found_by_its_tree() {
    SmallLedger ledger = export();
    Map<String, byte[]> forged = new TreeMap<>(Map.of("README.md", SmallLedger.utf8("forged\n")));
    HashManifest manifest = HashManifest.of(forged);
    forged.put(PacketTree.MANIFEST, SmallLedger.utf8(manifest.format()));
    forged.put(PacketTree.PIN, SmallLedger.utf8(PacketTree.pinFile(PacketTree.of(manifest))));
    forged.forEach((name, bytes) -> ledger.parts.put(PACKET + name, bytes));

    assertThat(ledger.verify().findings())
        .containsExactly(
            new Finding.OfLedger(
                LedgerRule.PACKET_COPY,
                SmallLedger.SEALED,
                PACKET,
                PacketTree.of(SmallLedger.MANIFEST).hex(),
                PacketTree.of(manifest).hex()));
  }

  @Test
  void a_packet_without_files_is_not_whole() {
    SmallLedger ledger = export();
    ledger.parts.keySet().removeIf(name -> name.startsWith(PACKET));
    ledger.parts.put(PACKET + PacketTree.MANIFEST, new byte[0]);
    ledger.parts.put(
        PACKET + PacketTree.PIN,
        SmallLedger.utf8(PacketTree.pinFile(PacketTree.of(HashManifest.of(Map.of())))));

    assertThat(ledger.verify().findings())
        .anyMatch(finding -> finding.actual().contains("at least one file"));
  }

  @Test
  void a_pack_with_another_digest_and_copies_of_nothing_that_the_ledger_has_are_found() {
    SmallLedger ledger = export();
    ledger.parts.put("packs/small.yaml", SmallLedger.utf8("rules: all\n"));
    ledger.parts.put("packs/other.yaml", SmallLedger.PACK);
    ledger.parts.put("packets/P/other/README.md", SmallLedger.PACK);
    ledger.parts.put("packets/loose", SmallLedger.PACK);
    ledger.parts.put("reports/P/L.md", SmallLedger.PACK);
    ledger.parts.put(PACKET + "ledger/checkpoint", SmallLedger.PACK);

    assertThat(kinds(ledger))
        .containsExactly(
            "PACK_COPY packs/small.yaml",
            "COPY_EXTRA packs/other.yaml",
            "COPY_EXTRA packets/P/L/ledger/checkpoint",
            "COPY_EXTRA packets/P/other/",
            "COPY_EXTRA packets/loose",
            "COPY_EXTRA reports/P/L.md");
  }

  @Test
  void what_an_export_lacks_is_a_gap_and_a_directory_need_not_have_it() {
    SmallLedger ledger = export();
    ledger.parts.clear();
    assertThat(kinds(ledger))
        .containsExactly("COPY_MISSING packs/small.yaml", "COPY_MISSING " + PACKET);

    ledger.export = false;
    assertThat(kinds(ledger)).isEmpty();
  }

  @Test
  void a_file_of_a_packet_that_nobody_redacted_must_be_there() {
    SmallLedger ledger = export();
    ledger.parts.remove(PACKET + "README.md");

    assertThat(kinds(ledger)).containsExactly("PACKET_COPY " + PACKET + "README.md");
  }
}
