package dev.laneledger.app.scenario;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.projections.render.PacketFile;
import dev.laneledger.projections.render.PacketRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A lane's packet, rendered here from a ledger's events. */
public final class Packet {
  private static final byte[] NOTHING = {'{', '}'};

  private final SortedMap<String, byte[]> files;
  private final HashManifest manifest;

  private Packet(SortedMap<String, byte[]> files, HashManifest manifest) {
    this.files = files;
    this.manifest = manifest;
  }

  /** Renders a lane's packet from what a client reads. */
  public static Packet render(LedgerClient auditor, String program, String lane) {
    return render(
        LedgerCopy.read(auditor).events(), StreamId.lane(program, lane), auditor::getBlob);
  }

  /** The tree of that packet alone: it follows from the digests, and no evidence is fetched. */
  public static Hash tree(LedgerClient auditor, String program, String lane) {
    return render(
            LedgerCopy.read(auditor).events(), StreamId.lane(program, lane), digest -> new byte[0])
        .tree();
  }

  /**
   * Renders a lane's packet as it was or would be sealed: nothing from the seal on counts. Of a
   * lane that was stopped without a seal, nothing after the stop does.
   *
   * @param ledger every event of the ledger in order
   * @param blobs gives evidence and rule packs by digest
   */
  public static Packet render(
      List<LedgerEvent> ledger, StreamId lane, Function<Hash, byte[]> blobs) {
    List<LedgerEvent> before = beforePacket(ledger, lane);
    SortedMap<String, PacketFile> rendered =
        PacketRenderer.render(LedgerCopy.of(before).laneRecord(lane));
    SortedMap<String, byte[]> files = new TreeMap<>(rendered.comparator());
    rendered.forEach((path, file) ->
        files.put(
            path,
            switch (file) {
              case PacketFile.Text text -> text.bytes();
              case PacketFile.Blob blob -> blobs.apply(blob.sha256());
            }));
    return new Packet(files, PacketRenderer.manifest(rendered));
  }

  private static List<LedgerEvent> beforePacket(List<LedgerEvent> ledger, StreamId lane) {
    for (int i = 0; i < ledger.size(); i++) {
      LedgerEvent event = ledger.get(i);
      boolean ofLane = event.source().equals(lane);
      if (ofLane && event.type() == EventType.LANE_PACKET_SEALED) {
        return ledger.subList(0, i);
      }
      if (ofLane && event.type() == EventType.LANE_STOPPED) {
        return ledger.subList(0, i + 1);
      }
    }
    return ledger;
  }

  /** Number of governed files: manifest and pin do not count. */
  public int size() {
    return files.size();
  }

  /** What follows from the lane's events, as {@code self-check.json} says: statement and answer. */
  public List<ObjectNode> conclusions() {
    List<ObjectNode> conclusions = new ArrayList<>();
    byte[] file = files.getOrDefault("self-check.json", NOTHING);
    for (JsonNode conclusion : CanonicalJson.parse(file).path("follows")) {
      if (conclusion instanceof ObjectNode object) {
        conclusions.add(object);
      }
    }
    return conclusions;
  }

  /** SHA-256 of the manifest. */
  public Hash tree() {
    return PacketTree.of(manifest);
  }

  /**
   * Writes the packet into a directory that does not exist yet or is empty.
   *
   * @throws UncheckedIOException if a file cannot be written
   */
  public void write(Path directory) {
    SortedMap<String, byte[]> all = new TreeMap<>(files);
    all.put(PacketTree.MANIFEST, manifest.format().getBytes(StandardCharsets.UTF_8));
    all.put(PacketTree.PIN, PacketTree.pinFile(tree()).getBytes(StandardCharsets.UTF_8));
    try {
      for (Map.Entry<String, byte[]> file : all.entrySet()) {
        Path target = directory.resolve(file.getKey());
        Files.createDirectories(target.resolveSibling("."));
        Files.write(target, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
