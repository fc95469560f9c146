package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.packet.PacketTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an abandoned lane leaves over HTTP. */
class StoppedLaneWireTest {
  private static final String PACKET = "/v1/programs/P/lanes/l1/packet?atLeast=";

  @TempDir private Path dir;

  @Test
  void its_packet_verifies_and_stays_as_it_was_when_the_lane_was_stopped() throws IOException {
    try (LedgerServer ledger = new LedgerServer(dir.resolve("ledger"))) {
      ledger.appended("owner", LedgerServer.program("P"));
      ledger.appended("owner", ledger.delegation("P", "REHEARSE"));
      Wire.Answer opened =
          ledger.append("lane", LedgerServer.BATCH, LedgerServer.opening("P", "REHEARSE", "l1"));
      assertThat(opened.status()).as(opened.text()).isEqualTo(201);
      long running = opened.json().at("/receipts/1/seq").asLong();
      byte[] unstopped = packet(ledger, running);

      byte[] left = packet(ledger, ledger.appended("operator", stop()));
      assertThat(left).isNotEqualTo(unstopped);
      Map<String, byte[]> files = unzip(left);
      assertThat(PacketTree.check(files)).isEmpty();
      assertThat(new String(files.get("lane.json"), StandardCharsets.UTF_8))
          .contains("nobody has heard of it");

      long later = ledger.appended("owner", LedgerServer.blocker("P", "B-1"));
      assertThat(packet(ledger, later)).isEqualTo(left);
    }
  }

  private static String stop() {
    return LedgerServer.event(
        "stop",
        "/programs/P/lanes/l1",
        EventType.LANE_STOPPED,
        "{\"reason\":\"nobody has heard of it\"}");
  }

  private static byte[] packet(LedgerServer ledger, long atLeast) {
    Wire.Answer answer = ledger.get("auditor", PACKET + atLeast);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.response().body();
  }

  private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
        files.put(next.getName(), zip.readAllBytes());
      }
    }
    return files;
  }
}
