package dev.laneledger.app.mcp;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.PacketFault;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.app.mcp.HttpInterface.Answer;
import dev.laneledger.projections.render.PacketRenderer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lane_seal}: the packet as of everything that is in the lane and its program now. */
final class LaneSeal {
  /** Manifest and pin. */
  private static final int UNGOVERNED = 2;

  /** What is found here, and not given. */
  private static final List<String> MADE = List.of("renderer", "packetTree", "files");

  private static final int PAGE = 10_000;

  private LaneSeal() {}

  static ObjectNode schema() {
    ObjectNode schema = Tool.schema(EventType.LANE_PACKET_SEALED, "program", "lane");
    ObjectNode data = (ObjectNode) schema.path("properties").path("data");
    MADE.forEach(((ObjectNode) data.path("properties"))::remove);
    List<JsonNode> required =
        data.path("required")
            .valueStream()
            .filter(name -> !MADE.contains(name.asString()))
            .toList();
    data.putArray("required").addAll(required);
    return schema;
  }

  static Outcome seal(Call call) {
    long last = Math.max(last(call, call.text("program"), null), lastOfLane(call));
    Answer packet = call.http().get("/v1" + call.lane() + "/packet?atLeast=" + Math.max(0, last));
    if (!packet.isGood()) {
      return Outcome.refused(packet);
    }
    Map<String, byte[]> files = unzipped(packet.body());
    List<PacketFault> faults = PacketTree.check(files);
    if (!faults.isEmpty()) {
      return Outcome.refused(
          ReasonCode.INTERNAL,
          "a packet is as its manifest says, but: "
              + faults.stream().map(PacketFault::message).collect(Collectors.joining("; ")));
    }
    Hash tree = Hash.sha256(files.getOrDefault(PacketTree.MANIFEST, new byte[0]));
    ObjectNode data = Json.object();
    data.setAll((ObjectNode) (call.data() instanceof ObjectNode given ? given : Json.object()));
    data.put("renderer", PacketRenderer.NAME).put("packetTree", tree.hex());
    data.put("files", files.size() - UNGOVERNED);
    return Events.ofLane(call, EventType.LANE_PACKET_SEALED, data)
        .send(call, "PACKET_SEALED", "lane_complete")
        .with("packetTree", tree.hex());
  }

  private static long lastOfLane(Call call) {
    return last(call, call.text("program"), call.text("lane"));
  }

  /** The seq of the last entry of the stream; -1 if none is shown. */
  private static long last(Call call, String program, @Nullable String lane) {
    String source = "/programs/" + program + (lane == null ? "" : "/lanes/" + lane);
    long last = -1;
    long from = 0;
    while (from >= 0) {
      List<String> lines =
          call.http()
              .get(
                  "/v1/events?source=%s&limit=%d&from=%d"
                      .formatted(Call.encoded(source), PAGE, from))
              .text()
              .lines()
              .toList();
      long seq = lines.isEmpty() ? -1 : seq(lines.getLast());
      last = Math.max(last, seq);
      from = lines.size() == PAGE ? seq + 1 : -1;
    }
    return last;
  }

  private static long seq(String line) {
    return Json.object(line.getBytes(StandardCharsets.UTF_8)).path("seq").asLong(-1);
  }

  private static Map<String, byte[]> unzipped(byte[] zip) {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
