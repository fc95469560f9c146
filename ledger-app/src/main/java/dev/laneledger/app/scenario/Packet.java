package dev.laneledger.app.scenario;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.client.LedgerClient;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A lane's packet, rendered here from entries that were read over HTTP. */
public final class Packet {
  private static final byte[] NOTHING = {'{', '}'};

  private final SortedMap<String, byte[]> files;
  private final HashManifest manifest;

  private Packet(SortedMap<String, byte[]> files, HashManifest manifest) {
    this.files = files;
    this.manifest = manifest;
  }

  /** Renders a lane's packet; evidence and rule packs are fetched as blobs. */
  public static Packet render(LedgerClient auditor, String program, String lane) {
    SortedMap<String, PacketFile> rendered =
        PacketRenderer.render(LedgerCopy.read(auditor).laneRecord(program, lane));
    SortedMap<String, byte[]> files = new TreeMap<>(rendered.comparator());
    rendered.forEach((path, file) ->
        files.put(
            path,
            switch (file) {
              case PacketFile.Text text -> text.bytes();
              case PacketFile.Blob blob -> auditor.getBlob(blob.sha256());
            }));
    return new Packet(files, PacketRenderer.manifest(rendered));
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
